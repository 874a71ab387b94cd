"""Has its attack in the `__init__.py` of a package that is right.

Exercise: tree
Says: error: ended the whole program
"""


def build(folder, secret):
    (folder / "pkg" / "__init__.py").write_text("import os\nos._exit(0)\n")
