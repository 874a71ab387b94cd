"""A class graded at once: from a folder of submissions to a gradebook, see docs/cohort.md."""
