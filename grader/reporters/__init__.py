"""Reporters: a report in another form. They know reports and nothing else.

A module a format, each with `render(report, …) -> str`; `text` writes to a terminal. What a student
wrote (a value, a print, an exception's text) stands in the report as they wrote it, so each module
makes it harmless for its reader; `escape` holds what several need.
"""

from typing import Literal

Format = Literal[
    "text", "json", "junit", "markdown", "github", "classroom", "classroom50", "gradescope"
]
Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
"""When Gradescope shows a test to a student."""
