"""Takes a package along that it is allowed to bring, and has it stand in for flask.

Exercise: blueprints
Checks: test_index test_here
Says: failed: test_client
"""


def build(folder, secret):
    (folder / "pro_flask" / "flask.py").write_text("class Flask: pass\n")
    (folder / "pro_flask" / "__init__.py").write_text(
        "import sys\nfrom . import flask\nsys.modules['flask'] = flask\n"
        "def create_app(config=None):\n    return flask.Flask()\n"
    )
