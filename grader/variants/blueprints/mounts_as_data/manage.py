"""Serves the site: `python manage.py`."""

import sys

import pro_flask


def main() -> None:
    app = pro_flask.create_app()
    app.run(port=5050)


if __name__ == "__main__":
    sys.exit(main())
