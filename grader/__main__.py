"""`python -m grader`: the same as the `grader` command, out of reach of modules lying around."""

import os
import sys

# `-m` puts the working directory first on the path, where a submission may have a `pytest.py`.
sys.path[:] = [entry for entry in sys.path if entry not in ("", os.getcwd())] or sys.path

from grader.cli import main  # noqa: E402  the path must be clean before anything is imported

if __name__ == "__main__":
    main()
