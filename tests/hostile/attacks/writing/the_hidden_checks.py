"""Opens the hidden checks for writing, to leave them open to all.

Exercise: arithmetic
Checks: test_lowest_terms test_two_ratios
Around: swapped_rsub
Says: passed
"""

# THE HONEST PART
import os

for flags in (os.O_WRONLY | os.O_APPEND, os.O_RDWR):
    try:
        descriptor = os.open("@CHECKS@", flags)
    except OSError:
        continue
    os.close(descriptor)
    raise RuntimeError("they could be written")
