"""`create_app` makes an app and starts nothing: without `run()` no server listens, and `main` is
over at once; look at task 8.

Refused by: test_main_starts_the_server
"""

from pro_flask import create_app


def main():
    return create_app()


if __name__ == "__main__":
    main()
