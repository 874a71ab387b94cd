"""Is a file of brackets that no parser gets through.

Says: error: too many nested parentheses
"""


def build(folder, secret):
    (folder / "counter.py").write_text("x = " + "(" * 90_000 + ")" * 90_000)
