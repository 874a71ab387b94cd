"""The views of the site, one module for each blueprint.

The tasks are in README.md, two folders above. There is nothing to write in this file.
"""
