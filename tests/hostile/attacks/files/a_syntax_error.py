"""Is no Python at all.

Says: error: can't be read as Python
"""


def build(folder, secret):
    (folder / "counter.py").write_text("class Counter\n")
