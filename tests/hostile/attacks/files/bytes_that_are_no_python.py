"""Is neither text nor Python: null bytes, and a coding line that names no encoding.

Says: error: can't be read as Python
"""


def build(folder, secret):
    (folder / "counter.py").write_bytes(b"# coding: nowhere\n\x00\xff\xfe")
