"""Is a folder that has the module's name.

Says: error: missing
"""


def build(folder, secret):
    (folder / "counter.py").unlink()
    (folder / "counter.py").mkdir()
    (folder / "counter.py" / "__init__.py").write_text("")
