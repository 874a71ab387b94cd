"""Is a link to a device that never ends.

Says: error: through a link
"""


def build(folder, secret):
    (folder / "counter.py").unlink()
    (folder / "counter.py").symlink_to("/dev/zero")
