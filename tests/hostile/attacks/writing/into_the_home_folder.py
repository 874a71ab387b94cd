"""Leaves a start file in the home folder of whoever grades.

Around: solution
Says: passed
"""

for name in ("@MARK@", ".@MARK@.bashrc"):
    try:
        with open(f"@HOME@/{name}", "w") as file:
            file.write("echo it would run\n")
    except OSError:
        pass
