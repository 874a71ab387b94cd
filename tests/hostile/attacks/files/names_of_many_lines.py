"""Has names with newlines, control characters and bytes that are no text.

Exercise: tree
Says: error: no readable text
"""

import os


def build(folder, secret):
    for name in (b"a\n::error::b.py", b"\x1b[2Jc.py", b"\xff\xfe.py"):
        (folder / "pkg" / os.fsdecode(name)).write_text("")
