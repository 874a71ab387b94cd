"""The READMEs of a student repository, in both languages: start, resume, get help."""

from pathlib import Path
from string import Template
from typing import get_args

from grader.course import README, Course
from grader.language import Language

TEMPLATES = Path(__file__).parent / "templates"


def readmes(course: Course) -> dict[str, str]:
    """The text of each README, by its name."""
    return {README[language]: _readme(course, language) for language in get_args(Language)}


def _readme(course: Course, language: Language) -> str:
    first = course.exercises[0]
    template = Template((TEMPLATES / README[language]).read_text(encoding="utf-8"))
    return template.substitute(
        course=course.name,
        first=first.id,
        file=f"exercises/{first.id}/{first.patterns[0]}",
        count=len(course.exercises),
        points=sum(one.max_score for one in course.exercises),
        exercises="\n".join(
            f"| [`{one.id}`](exercises/{one.id}/{README[language]}) "
            f"| {one.entry.title.in_language(language)} | {one.entry.level} | {one.max_score} |"
            for one in course.exercises
        ),
    )
