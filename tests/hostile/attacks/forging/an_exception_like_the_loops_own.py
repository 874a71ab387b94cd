"""Raises, from code that is nobody's, an exception whose text the judge takes apart.

Checks: test_start test_bump
Says: failed: without reaching a line of yours
"""

code = compile(
    "def fail(*given, **named): raise TypeError('object is not callable')", "<nobody>", "exec"
)
names = {}
exec(code, names)
Counter = names["fail"]
