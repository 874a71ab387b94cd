"""Plants bytecode in `__pycache__` folders, its own and the grader's, and a `sitecustomize`.

Around: solution
Says: passed
"""

import glob, os, sys
import grader

places = [os.path.dirname(grader.__file__), os.path.dirname(os.path.abspath(__file__)), *sys.path]
for place in places:
    for folder in (place, f"{place}/subject", f"{place}/checks"):
        try:
            os.makedirs(f"{folder}/__pycache__", exist_ok=True) if os.path.isdir(folder) else None
            with open(f"{folder}/__pycache__/@MARK@.pyc", "wb") as file:
                file.write(b"x")
        except OSError:
            pass
