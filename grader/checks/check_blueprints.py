"""Hidden checks of `blueprints`."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.probe import Subject

MODULES = (
    "pro_flask",
    "pro_flask.views",
    "pro_flask.views.account",
    "pro_flask.views.user",
    "manage",
)
SETTINGS = st.dictionaries(
    st.from_regex(r"MY_[A-Z]{1,6}", fullmatch=True),
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=10)),
    max_size=4,
)


def create(subject: Subject) -> None:
    subject.run("from pro_flask import create_app")
    subject.run("app = create_app()")


@pytest.mark.task(1)
@pytest.mark.kept("the plain case of one app for all; its twin looks at what leaks between two")
def test_a_new_app_each_time(subject: Subject) -> None:
    """`create_app()` gives a new Flask app at each call.

    An app made at the top of a module is made once, however often the function returns it.
    """
    create(subject)
    subject.run("import flask")
    assert subject.ask("isinstance(app, flask.Flask)") is True
    assert subject.ask("create_app() is app") is False


@pytest.mark.task(1)
@pytest.mark.kept("two apps could be two objects and share their views and settings all the same")
def test_apps_are_independent(subject: Subject) -> None:
    """A view added to one app, or a setting changed in it, isn't in another."""
    create(subject)
    subject.run("other = create_app()")
    subject.run("app.add_url_rule('/mine', 'mine', lambda: 'mine')")
    subject.run("app.config['MY_NAME'] = 'ann'")
    assert subject.ask("visit(app, '/mine')") == (200, "mine")
    assert subject.ask("[visit(a, '/mine')[0] for a in (other, create_app())]") == [404, 404]
    assert subject.ask("[a.config.get('MY_NAME') for a in (other, create_app())]") == [None, None]


@pytest.mark.task(2)
@given(settings=SETTINGS)
@example(settings={"MY_NAME": "ann", "MY_LIMIT": 0})
@example(settings={"TESTING": True, "SECRET_KEY": "mine", "DEBUG": False})
@example(settings={"SESSION_COOKIE_NAME": "mine", "MAX_CONTENT_LENGTH": 5})
@example(settings={})
def test_config_is_applied(subject: Subject, settings: dict[str, object]) -> None:
    """What `config` holds is in `app.config`, and `config` itself is unchanged.

    What the caller asks for wins over Flask's defaults and over yours.
    """
    subject.run("from pro_flask import create_app")
    subject.run("config = dict(settings)\napp = create_app(config)", settings=settings)
    assert subject.ask("{name: app.config.get(name, 'missing') for name in settings}") == settings
    assert subject.ask("config") == settings


@pytest.mark.task(2)
def test_config_may_be_any_mapping(subject: Subject) -> None:
    """`config` may be a mapping that is no dict."""
    subject.run("from types import MappingProxyType\nfrom pro_flask import create_app")
    subject.run("app = create_app(MappingProxyType({'MY_NAME': 'ann'}))")
    assert subject.ask("app.config.get('MY_NAME')") == "ann"


@pytest.mark.task(2)
@pytest.mark.kept(
    "says what replacing `app.config` loses; the other checks only fail because of it"
)
def test_config_keeps_flask_s_settings(subject: Subject) -> None:
    """Flask's own settings are still in `app.config`: add to it, don't replace it."""
    subject.run("from pro_flask import create_app\napp = create_app({'MY_NAME': 'ann'})")
    assert subject.ask("app.config.get('SESSION_COOKIE_NAME')") == "session"


@pytest.mark.task(2)
def test_config_may_be_left_out(subject: Subject) -> None:
    """`create_app()` and `create_app(None)` work like `create_app({})`."""
    subject.run("from pro_flask import create_app")
    for call in ("create_app()", "create_app(None)", "create_app({})"):
        assert subject.ask(f"visit({call}, '/xx/index')") == (200, "index")


@pytest.mark.task(2)
def test_config_is_not_shared(subject: Subject) -> None:
    """A setting given to one app is not in an app made later.

    Look for a dict at the top of a module that every call adds to.
    """
    subject.run("from pro_flask import create_app")
    subject.run("first, second = create_app({'MY_NAME': 'ann'}), create_app()")
    assert subject.ask("(first.config.get('MY_NAME'), second.config.get('MY_NAME'))") == (
        "ann",
        None,
    )


@pytest.mark.task(3)
def test_index(subject: Subject) -> None:
    """`/xx/index` answers `index`."""
    create(subject)
    assert subject.ask("visit(app, '/xx/index')") == (200, "index")


@pytest.mark.task(3)
def test_us_is_a_blueprint_of_that_name(subject: Subject) -> None:
    """`us` in `pro_flask/views/user.py` is a Blueprint named `us`, registered on the app."""
    create(subject)
    subject.run("import flask\nfrom pro_flask.views.user import us")
    assert subject.ask("(isinstance(us, flask.Blueprint), us.name)") == (True, "us")
    assert subject.ask("app.blueprints.get('us') is us") is True


@pytest.mark.task(4)
def test_here(subject: Subject) -> None:
    """`/xx/here` answers with the path of `index`.

    `url_for(".index")`, with the dot, looks for `index` in the blueprint that answers.
    """
    create(subject)
    assert subject.ask("visit(app, '/xx/here')") == (200, "/xx/index")


@pytest.mark.task(5)
def test_mounted_twice(subject: Subject) -> None:
    """Mounted once more on the same app, `us` answers there, and its links stay there."""
    create(subject)
    subject.run("from pro_flask.views.user import us")
    subject.run("app.register_blueprint(us, url_prefix='/yy', name='them')")
    assert subject.ask("visit(app, '/yy/index')") == (200, "index")
    assert subject.ask("visit(app, '/yy/here')") == (200, "/yy/index")
    assert subject.ask("visit(app, '/xx/here')") == (200, "/xx/index")


@pytest.mark.task(5)
@given(prefix=st.from_regex(r"/[a-z]{1,5}(/[a-z]{1,5})?", fullmatch=True))
@example(prefix="/yy")
def test_mounted_elsewhere(subject: Subject, prefix: str) -> None:
    """Mounted on an app that isn't yours, `us` answers there, and its links stay there."""
    subject.run("from flask import Flask\nfrom pro_flask.views.user import us")
    subject.run("app = Flask('elsewhere')")
    subject.run("app.register_blueprint(us, url_prefix=prefix, name='them')", prefix=prefix)
    assert subject.ask("visit(app, prefix + '/index')") == (200, "index")
    assert subject.ask("visit(app, prefix + '/here')") == (200, f"{prefix}/index")


@pytest.mark.task(6)
@pytest.mark.kept("the plain case of the second blueprint")
def test_login(subject: Subject) -> None:
    """`/login` answers `login`."""
    create(subject)
    assert subject.ask("visit(app, '/login')") == (200, "login")


@pytest.mark.task(6)
def test_home_redirects(subject: Subject) -> None:
    """`/home` redirects to the `index` of `us`."""
    create(subject)
    assert subject.ask("redirect_of(app, '/home')") == (True, "/xx/index")


@pytest.mark.task(6)
def test_ac_is_a_blueprint_of_that_name(subject: Subject) -> None:
    """`ac` in `pro_flask/views/account.py` is a Blueprint named `ac`, registered on the app."""
    create(subject)
    subject.run("import flask\nfrom pro_flask.views.account import ac")
    assert subject.ask("(isinstance(ac, flask.Blueprint), ac.name)") == (True, "ac")
    assert subject.ask("app.blueprints.get('ac') is ac") is True


@pytest.mark.task(6)
def test_home_finds_us_wherever_it_is(subject: Subject) -> None:
    """On an app that mounts `us` at `/zz`, `/home` redirects to `/zz/index`."""
    subject.run("from flask import Flask\nfrom pro_flask.views.account import ac")
    subject.run("from pro_flask.views.user import us\napp = Flask('elsewhere')")
    subject.run("app.register_blueprint(us, url_prefix='/zz')\napp.register_blueprint(ac)")
    assert subject.ask("redirect_of(app, '/home')") == (True, "/zz/index")


@pytest.mark.task(7)
def test_no_other_rules(subject: Subject) -> None:
    """The app has the four rules of the tasks, and at most Flask's own for static files."""
    create(subject)
    assert subject.ask("[rule for rule, _ in rules(app)]") == [
        "/home", "/login", "/xx/here", "/xx/index"]  # fmt: skip


@pytest.mark.task(7)
def test_endpoints(subject: Subject) -> None:
    """The endpoints are `us.index`, `us.here`, `ac.login` and `ac.home`.

    An endpoint is the blueprint's name, a dot, and the view function's name or the one that the
    route is given.
    """
    create(subject)
    assert subject.ask("sorted(endpoint for _, endpoint in rules(app))") == [
        "ac.home", "ac.login", "us.here", "us.index"]  # fmt: skip


@pytest.mark.task(8)
@pytest.mark.kept("imports in a circle fail from one side only, and not always at `main`")
def test_any_module_first(subject: Subject) -> None:
    """Each module can be the first that is imported.

    When a module needs the app and the app needs that module, each waits for the other: let views
    hang on blueprints, which need no app.
    """
    for module in MODULES:
        subject.fresh()
        subject.run(f"import {module}")
        create(subject)
        assert subject.ask("visit(app, '/xx/index')") == (200, "index")


@pytest.mark.task(8)
@pytest.mark.kept("the import itself is at fault, also where `main` is never called")
def test_importing_starts_no_server(subject: Subject) -> None:
    """Importing a module starts no server; that is for `main()` to do."""
    for module in MODULES:
        subject.fresh()
        assert subject.ask("servers_started_by_importing(module)", module=module) == 0
    create(subject)
    assert subject.ask("visit(app, '/xx/index')") == (200, "index")


@pytest.mark.task(8)
def test_main_starts_the_server(subject: Subject) -> None:
    """`manage.main()` runs an app that `create_app` made, once."""
    subject.run("import manage")
    assert subject.ask("servers_started(manage.main)") == 1
    assert subject.ask("answers_of_the_server(manage.main, '/xx/index')") == [(200, "index")]


@pytest.mark.task(8)
def test_manage_as_a_program_calls_main(subject: Subject) -> None:
    """`python manage.py` starts the server.

    Run as a program, a module's `__name__` is `"__main__"`.
    """
    assert subject.ask("servers_started_by_running('manage')") == 1
