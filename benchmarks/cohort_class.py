"""A class for benchmarks: as many students as wanted, each with what students hand in.

    python -m benchmarks.cohort_class DIR --students N [--exercise E]… [--seed N] [--individual]

For each student and exercise a kind is drawn by `PROPORTIONS`, and one of that kind. With
`--individual`, each file ends with a comment of its own: no two are the same bytes, as in a class
in which nobody copies and nobody hands in the stub.
"""

import argparse
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.course import Course, Exercise, own_course
from grader.proof.candidates import collect
from grader.proof.mutants import mutants_of
from grader.solutions import solutions_folder

PROPORTIONS = {
    "solution": 30,
    "variant": 20,
    "misconception": 25,
    "mutant": 5,
    "stub": 15,
    "broken": 5,
}
"""Of a hundred answers."""
Files = Mapping[str, bytes]


def answers(exercise: Exercise, course: Course) -> dict[str, list[Files]]:
    """All that may be handed in for an exercise, by kind."""
    candidates = list(collect(exercise, course, solutions_folder(course)))
    found: dict[str, list[Files]] = {kind: [] for kind in PROPORTIONS}
    for candidate in candidates:
        if candidate.kind in found:
            found[candidate.kind].append(candidate.submitted.files)
    found["mutant"] = [mutant.submitted.files for mutant in mutants_of(candidates[0])]
    found["broken"] = [broken for files in found["solution"] for broken in spoiled(files)]
    return found


def spoiled(files: Files) -> list[Files]:
    """A solution cut short, in an encoding that it doesn't name, not Python, gone."""
    ways = (
        lambda content: content[: len(content) // 2] + b"\n    def (",
        lambda content: content + "# café\n".encode("latin-1"),
        lambda content: b"<<<<<<< HEAD\n" + content,
        lambda content: b"",
    )
    return [{name: way(content) for name, content in files.items()} for way in ways]


def make(
    folder: Path,
    students: int,
    exercises: Sequence[Exercise],
    course: Course,
    *,
    seed: int = 0,
    individual: bool = False,
) -> None:
    """Write a class; the first students of a larger one are those of a smaller one."""
    pools = {exercise.id: answers(exercise, course) for exercise in exercises}
    for number in range(students):
        name = f"student-{number:05}"
        chance = random.Random(f"{seed} {name}")
        for exercise in exercises:
            kind = chance.choices(list(PROPORTIONS), list(PROPORTIONS.values()))[0]
            for path, content in chance.choice(pools[exercise.id][kind]).items():
                file = folder / name / "exercises" / exercise.id / path
                file.parent.mkdir(parents=True, exist_ok=True)
                mark = f"\n# {name}\n".encode() if individual else b""
                file.write_bytes(content + mark)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--exercise", action="append", default=[])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--individual", action="store_true")
    options = parser.parse_args()
    course = own_course()
    chosen = course.select(options.exercise)
    make(
        options.folder,
        options.students,
        chosen,
        course,
        seed=options.seed,
        individual=options.individual,
    )
    shares = ", ".join(f"{share} % {kind}" for kind, share in PROPORTIONS.items())
    print(f"{options.students} students, {len(chosen)} exercises: {shares}")


if __name__ == "__main__":
    main()
