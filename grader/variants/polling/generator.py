"""A generator makes the messages, the loop only handles them."""

from flask import Flask, jsonify, request
from werkzeug.exceptions import BadRequest


def create_app(log):
    app = Flask(__name__)

    @app.get("/messages")
    def messages():
        text = request.args.get("since", "0")
        try:
            since = int(text)
            if since < 0:
                raise ValueError(text)
        except ValueError as error:
            raise BadRequest(f"since={text!r}") from error
        etag = str(len(log))
        if request.if_none_match.contains_weak(etag):
            response = app.response_class(status=304)
        else:
            response = jsonify(messages=log[since:], cursor=len(log))
        response.set_etag(etag, weak=True)
        return response

    return app


def poll(fetch, handle, **options):
    return any(handle(message) for message in arriving(fetch, **options))


def arriving(fetch, *, interval, timeout, sleep, clock, max_interval=None):
    deadline = clock() + timeout
    cursor, pause = 0, interval
    while True:
        try:
            answer = fetch(cursor)
        except ConnectionError:
            pause = min(pause * 2, max_interval or pause * 2)
        else:
            yield from answer["messages"]
            cursor, pause = answer["cursor"], interval
        if clock() + pause >= deadline:
            return
        sleep(pause)
