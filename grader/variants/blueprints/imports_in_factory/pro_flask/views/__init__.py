def register(app):
    from . import account, user

    for blueprint in (account.ac, user.us):
        app.register_blueprint(blueprint)
