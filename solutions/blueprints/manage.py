"""Serves the site: `python manage.py`."""

from pro_flask import create_app


def main() -> None:
    create_app().run()


if __name__ == "__main__":
    main()
