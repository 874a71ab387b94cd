"""Everything by hand: the ETag compared, the last sleep shortened to the deadline."""

from flask import Flask, Response, jsonify, request


def create_app(log):
    app = Flask(__name__)

    @app.route("/messages")
    def messages():
        try:
            since = int(request.args["since"]) if "since" in request.args else 0
        except ValueError:
            return "since?", 400
        if since < 0:
            return "since < 0", 400
        tag = f'"v{len(log)}"'
        if tag in request.headers.get("If-None-Match", "").split(", "):
            return Response(status=304)  # who sent the tag has it
        answer = jsonify({"messages": log[since:], "cursor": len(log)})
        answer.headers["ETag"] = tag
        return answer

    return app


def poll(fetch, handle, *, interval, timeout, sleep, clock, max_interval=None):
    end = clock() + timeout
    since, wait = 0, interval
    while clock() < end:
        try:
            news = fetch(since)
        except ConnectionError:
            wait *= 2
            if max_interval is not None and wait > max_interval:
                wait = max_interval
        else:
            wait, since = interval, news["cursor"]
            for message in news["messages"]:
                if handle(message):
                    return True
        left = end - clock()
        if left > 0:
            sleep(min(wait, left))
    return False
