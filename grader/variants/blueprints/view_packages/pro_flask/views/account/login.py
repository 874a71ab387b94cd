from . import ac


@ac.route("/login", endpoint="login")
def show():
    return "login"
