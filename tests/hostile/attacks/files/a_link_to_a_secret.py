"""Is a link to a file of whoever grades.

Says: error: through a link
"""


def build(folder, secret):
    (folder / "counter.py").unlink()
    (folder / "counter.py").symlink_to(secret / "secret.txt")
