from flask import redirect, url_for

from . import ac


@ac.route("/home", endpoint="home")
def go():
    return redirect(url_for("us.index"))
