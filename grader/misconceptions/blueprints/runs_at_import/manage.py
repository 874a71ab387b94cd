"""Importing a module runs all of its top level, so `import manage` starts a server here and never
comes back; call `main()` under `if __name__ == "__main__":`; look at task 8.

Refused by: test_importing_starts_no_server
"""

from pro_flask import create_app


def main():
    create_app().run()


main()
