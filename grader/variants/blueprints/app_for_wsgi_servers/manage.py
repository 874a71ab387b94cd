"""Keeps an app in `manage`, for `gunicorn manage:app`, and runs that one with options."""

import os
import sys

import pro_flask

app = pro_flask.create_app()


def main(arguments=()):
    port = int(arguments[0]) if arguments else int(os.environ.get("PORT", "5000"))
    app.run(host="127.0.0.1", port=port, debug=False, use_reloader=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
