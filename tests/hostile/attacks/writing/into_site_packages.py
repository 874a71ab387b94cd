"""Installs a module and a `.pth` file that every later Python would run.

Around: solution
Says: passed
"""

import site, sys

for place in [*site.getsitepackages(), *sys.path]:
    for name in ("@MARK@.pth", "@MARK@.py"):
        try:
            with open(f"{place}/{name}", "w") as file:
                file.write("# it would run\n")
        except OSError:
            pass
