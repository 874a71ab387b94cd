"""Raises SystemExit with status 0 while it is imported.

Plain pytest: loses
Says: error: can't be imported
"""

raise SystemExit(0)
