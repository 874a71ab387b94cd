"""Leaves files where everybody may write.

Around: solution
Says: passed
"""

for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run/lock"):
    try:
        with open(f"{folder}/@MARK@", "w") as file:
            file.write("left\n")
    except OSError:
        pass
