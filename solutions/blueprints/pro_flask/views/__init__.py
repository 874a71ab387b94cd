"""The views of the site, one module for each blueprint.

None of them imports the app: it is the app's factory that imports them.
"""
