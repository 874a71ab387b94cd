"""Computes for ever while it is imported, before any probe.

Says: timeout: come to an end
"""

while True:
    pass
