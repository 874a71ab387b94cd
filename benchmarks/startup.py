"""How soon `grader --help` and `grader list` answer, against `python -c "import rich"`.

    python -m benchmarks.startup [--runs N]

All run in turn, as whole processes, with bytecode written as an installation writes it; the median
of the ratios is what counts: at most 1.5.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

MOST = 1.5
IMPORT_RICH = (sys.executable, "-c", "import rich")
SCRIPT = str(Path(sys.executable).with_name("grader"))
ASKED = {"--help": (SCRIPT, "--help"), "list": (SCRIPT, "list")}


def seconds(command: Sequence[str]) -> float:
    """The wall time of a command that must succeed."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(command, env=kept, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    for command in (IMPORT_RICH, *ASKED.values()):  # warm caches, write bytecode
        seconds(command)
    rounds = [
        {"rich": seconds(IMPORT_RICH), **{name: seconds(c) for name, c in ASKED.items()}}
        for _ in range(options.runs)
    ]
    print(f"import rich       median {statistics.median(r['rich'] for r in rounds) * 1e3:.1f} ms")
    for name in ASKED:
        median = statistics.median(r[name] for r in rounds) * 1e3
        ratio = statistics.median(r[name] / r["rich"] for r in rounds)
        print(f"grader {name:<10} median {median:.1f} ms  ratio {ratio:.2f}  (at most {MOST})")


if __name__ == "__main__":
    main()
