#!/usr/bin/env python3
"""What Gradescope runs for each submission: grades it and writes `results/results.json`.

`run_autograder [ROOT]`; the root is `/autograder`. An upload without `exercises/` gets no points
and is told so. Where the grader itself fails nothing is written, and Gradescope tells everybody.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")
VISIBILITY = "@VISIBILITY@"
NO_EXERCISES = (
    "There is no folder exercises/ in what you handed in. Hand in the whole repository, or a zip "
    "that holds exercises/ with your files in their folders."
)


def main() -> int:
    results = ROOT / "results" / "results.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    submission = find(ROOT / "submission")
    if submission is None:
        refused = {"score": 0, "output": NO_EXERCISES, "output_format": "text"}
        results.write_text(json.dumps(refused), encoding="utf-8")
        return 0
    grader = [sys.executable, "-m", "uv", "run", "--project", str(ROOT / "source"), "grader"]
    form = ["--format", "gradescope", "--visibility", VISIBILITY, "--output", str(results)]
    run = [*grader, "run", "--submission", str(submission), *form]
    code = subprocess.run(run, check=False).returncode
    return 0 if code in (0, 1) else code


def find(folder: Path) -> Path | None:
    """The folder that holds exercises/: the upload, or the one folder of an archive in it."""
    inner = sorted(path for path in folder.iterdir() if path.is_dir())
    return next((each for each in (folder, *inner) if (each / "exercises").is_dir()), None)


if __name__ == "__main__":
    sys.exit(main())
