"""Replaces modules that the loop itself uses, as it runs: os, io, marshal, struct and socket.

Checks: test_start test_bump
Says: failed: not the one
"""

import sys

for name in ("os", "io", "marshal", "struct", "socket", "types", "importlib", "gc"):
    sys.modules[name] = None
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("grader.subject") and hasattr(module, name):
            setattr(module, name, None)


class Counter:
    def __init__(self, start=0):
        self.total = None
