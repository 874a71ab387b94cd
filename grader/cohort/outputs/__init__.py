"""What an instructor gets of a graded cohort: gradebooks, feedback, a report to look at.

    add_arguments(parser)              --roster, --csv, --json, --junit, --canvas, --moodle …
    prepare(options)                   refuses what couldn't be written, before anything is graded
    write(options, results, course)    writes what was asked for; the lines to tell the instructor

Everything is a function of a graded cohort (`grader.cohort.model`) and a roster:

    results + roster → Gradebook ┬ table (CSV) · json · junit · platforms (Canvas, Moodle)
                                 ├ feedback (Markdown; markdown, filenames)
                                 └ page/ (HTML: scores, items, mistakes, similarity, plots)

Rows are streamed: no file but the HTML report needs more memory for a larger class.
"""

from grader.cohort.outputs.options import add_arguments, prepare, write

__all__ = ["add_arguments", "prepare", "write"]
