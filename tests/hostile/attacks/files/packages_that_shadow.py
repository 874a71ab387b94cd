"""Brings modules named flask, pytest, json and grader, beside a wrong answer.

Says: failed: not the one
"""


def build(folder, secret):
    for name in ("flask", "pytest", "json", "grader", "threading", "hypothesis"):
        (folder / f"{name}.py").write_text("import os\nos._exit(0)\n")
        (folder.parent / f"{name}.py").write_text("import os\nos._exit(0)\n")
    (folder / "counter.py").write_text(
        "class Counter:\n    total = None\n    def __init__(self, start=0): pass\n    bump = say = id\n"
    )
