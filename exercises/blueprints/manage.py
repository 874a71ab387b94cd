"""Serves the site: `python manage.py`.

The tasks are in README.md beside this file; the number below is theirs. Write the function in place
of its `raise NotImplementedError`.
"""


def main() -> None:
    # TODO: task 8: make an app with create_app and run it.
    raise NotImplementedError


# TODO: task 8: call main() here, but only when this file is run, not when it is imported.
