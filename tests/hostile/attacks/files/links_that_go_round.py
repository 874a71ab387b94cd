"""Has folders linked to each other in a ring.

Exercise: tree
Around: solution
Says: passed
"""


def build(folder, secret):
    (folder / "pkg" / "again").symlink_to(folder)
    (folder / "ring").symlink_to(folder / "ring")
