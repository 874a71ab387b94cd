"""What Flask does at the first request of a process, done before: once for all subjects.

It imports, compiles and caches; nothing of it can be seen but by the clock.
"""

from flask import Flask, Response, flash, get_flashed_messages, jsonify, session


def _serve_one() -> None:
    app = Flask("first_request")
    app.secret_key = "first"
    app.testing = True

    @app.route("/<name>", methods=["GET", "POST"])
    def view(name: str) -> Response:
        session["name"] = name
        flash(name)
        return jsonify(get_flashed_messages())

    browser = app.test_client()
    for name in ("one", "two"):
        browser.post(f"/{name}", data={"name": name})
        browser.get(f"/{name}?name={name}")


_serve_one()
