"""Whether a cohort's short ways give the full judge's reports: everything known of an exercise.

    python -m benchmarks.cohort_equal [EXERCISE…] [--mutants N] [--jobs N] [--seed N]

Grades each exercise's solution, stub, hollow answers, variants, misconceptions and (a sample of)
mutants twice by replay and known wrong transcripts, and once by the full judge; the reports must be
the same, byte for byte but for their durations. Prints how the verdicts were reached.
"""

import argparse
import os
import random
import sys
from collections.abc import Iterator, Sequence

import msgspec

from grader.cohort.known_wrong import KnownWrong
from grader.cohort.verdicts import How, judged, judged_in_full
from grader.course import Course, Exercise, own_course
from grader.judge import Job, grade_and_record, started
from grader.proof.candidates import collect, job_of
from grader.proof.mutants import mutants_of
from grader.proof.steadiness import essence
from grader.run import Options, pool
from grader.solutions import solutions_folder

TIMES = 2
"""The second time, wrong transcripts are known."""


class Compared(msgspec.Struct, frozen=True):
    """What became of an exercise's submissions."""

    count: int
    how: How
    different: tuple[str, ...]
    """Those whose reports differ."""


def submissions_of(
    exercise: Exercise, course: Course, mutants: int | None, options: Options
) -> Iterator[tuple[str, Job]]:
    """Everything known of an exercise, the solution first; of its mutants a sample, or all."""
    candidates = list(collect(exercise, course, solutions_folder(course)))
    for candidate in candidates:
        yield candidate.path, msgspec.structs.replace(job_of(candidate, options), smallest=True)
    changed = list(mutants_of(candidates[0]))
    if mutants is not None:
        changed = random.Random(options.seed).sample(changed, min(mutants, len(changed)))
    for mutant in changed:
        as_submitted = msgspec.structs.replace(candidates[0], submitted=mutant.submitted)
        yield f"{mutant.file}:{mutant.line}: {mutant.now}", job_of(as_submitted, options)


def compare(jobs: Sequence[tuple[str, Job]]) -> Compared:
    """Grade submissions of one exercise by both ways."""
    how, different = How(), []
    known = KnownWrong()
    with started(jobs[0][1]) as start:
        recording = grade_and_record(jobs[0][1], start=start).recording
        for name, job in jobs:
            full = essence(judged_in_full(job, start)[0])
            for _ in range(TIMES):
                report, ways = judged(job, recording, start, known)
                how += ways
                if essence(report) != full:
                    different.append(name)
    return Compared(len(jobs), how, tuple(different))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--mutants", type=int, help="of each exercise (default: all)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    course = own_course()
    settings = Options(seed=options.seed)
    exercises = course.select(options.exercise)
    work = [list(submissions_of(e, course, options.mutants, settings)) for e in exercises]
    differ = 0
    with pool(options.jobs) as executor:
        for exercise, found in zip(exercises, executor.map(compare, work), strict=True):
            differ += len(found.different)
            print(
                f"{exercise.id:<18} {found.count:>4} submissions, {len(found.different)} differ; "
                f"checks: {found.how.replayed} replayed, {found.how.reused} known wrong, "
                f"{found.how.judged} judged",
                flush=True,
            )
            for name in found.different:
                print(f"  {name}")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
