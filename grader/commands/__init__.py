"""The commands: a module each, found by its name.

    add_arguments(parser)              what can be typed after the command's name
    carry_out(options, course) -> int  do it, print, and give the exit code; may raise GraderError
    at_once() -> int                   where there is one: the same when only the name is typed,
                                       without reading arguments and course

A module imports at its top what its arguments need, and the rest where it is used: `grader --help`
and `grader list` are to answer at once.
"""
