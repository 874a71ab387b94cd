"""Has exercises/ linked to another submission's.

Says: error: through a link
"""


def build(folder, secret):
    exercises = folder.parent
    exercises.rename(exercises.parent / "neighbour")
    exercises.symlink_to(exercises.parent / "neighbour")
