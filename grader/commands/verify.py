"""`grader verify`: the instructor's proof of the course."""

import argparse

from grader.commands.arguments import add_grading, positive
from grader.course import Course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", nargs="*", metavar="EXERCISE")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument(
        "--mutants", action="store_true", help="also change each solution a little, many times"
    )
    parser.add_argument(
        "--update", action="store_true", help="write diagnoses and recorded messages anew"
    )
    parser.add_argument(
        "--repeat",
        type=positive,
        default=0,
        metavar="N",
        help="also grade N times, with busy cores and other surroundings, and compare the reports",
    )
    add_grading(parser)


def carry_out(options: argparse.Namespace, course: Course) -> int:
    from grader.proof.verify import verify
    from grader.run import Options
    from grader.screen import write_proof
    from grader.solutions import solutions_folder

    settings = Options(
        options.seed, options.jobs, options.lang, options.portable, sandbox=options.sandbox
    )
    proof = verify(
        course,
        course.select(options.exercise),
        solutions_folder(course),
        settings,
        mutants=options.mutants,
        repeat=options.repeat,
        update=options.update,
    )
    write_proof(proof, options.format)
    return 0 if proof.holds else 1
