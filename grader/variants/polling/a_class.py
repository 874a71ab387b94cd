"""The client is a small object; the server a class-based view."""

from flask import Flask, jsonify, request
from flask.views import MethodView


class Messages(MethodView):
    init_every_request = False

    def __init__(self, log):
        self.log = log

    def get(self):
        since = request.args.get("since")
        if since is None:
            since = "0"
        if not (since.isascii() and since.isdigit()):
            return {"error": "since"}, 400
        snapshot = tuple(self.log)
        response = jsonify(messages=snapshot[int(since) :], cursor=len(snapshot))
        response.set_etag("messages-%d-%s" % (len(snapshot), since))
        return response.make_conditional(request.environ)


def create_app(log):
    app = Flask(__name__)
    app.add_url_rule("/messages", view_func=Messages.as_view("messages", log))
    return app


class Poller:
    def __init__(self, fetch, handle, interval, longest):
        self.fetch, self.handle = fetch, handle
        self.interval = self.pause = interval
        self.longest = longest
        self.cursor = 0

    def once(self):
        try:
            answer = self.fetch(self.cursor)
        except ConnectionError:
            self.pause += self.pause
            if self.longest is not None:
                self.pause = min(self.pause, self.longest)
            return False
        self.pause = self.interval
        self.cursor = answer["cursor"]
        return any(map(self.handle, answer["messages"]))


def poll(fetch, handle, *, interval, timeout, sleep, clock, max_interval=None):
    poller = Poller(fetch, handle, interval, max_interval)
    deadline = clock() + timeout
    while not poller.once():
        now = clock()
        if now + poller.pause >= deadline:
            sleep(max(0, deadline - now))
            return False
        sleep(poller.pause)
    return True
