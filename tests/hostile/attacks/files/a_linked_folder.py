"""Is a folder linked to another submission's.

Says: error: through a link
"""


def build(folder, secret):
    folder.rename(folder.parent / "neighbour")
    folder.symlink_to(folder.parent / "neighbour")
