"""The instructor's report to look at: one HTML file with all that is in it.

    page        write_page: puts together what the others find
    scores      everybody's verdicts as one table
    items       difficulty and discrimination of each check
    mistakes    the most frequent wrong transcripts, with their diagnosis
    answers, similarity    suspicious pairs, by copydetect
    plots       matplotlib's SVG in the page's colours

Needs what `underglass[cohort]` installs.
"""

from grader.cohort.outputs.page.page import write_page

__all__ = ["write_page"]
