"""A weak ETag of the body; the failures are counted."""

from flask import Flask, abort, make_response, request


def create_app(log):
    app = Flask("polling")
    app.add_url_rule("/messages", view_func=lambda: answer(log))
    return app


def answer(log):
    since = request.args.get("since", default="0")
    if not since.isdigit():
        abort(400)
    response = make_response({"cursor": len(log), "messages": log[int(since) :]})
    response.add_etag(weak=True)
    return response.make_conditional(request)


def poll(fetch, handle, *, interval, timeout, sleep, clock, max_interval=float("inf")):
    start, cursor, failures = clock(), 0, 0
    limit = float("inf") if max_interval is None else max_interval
    while clock() - start < timeout:
        try:
            answer = fetch(cursor)
            failures = 0
        except ConnectionError:
            answer = {"messages": (), "cursor": cursor}
            failures += 1
        cursor = answer["cursor"]
        for message in answer["messages"]:
            if handle(message):
                return True
        pause = min(interval * 2**failures, limit) if failures else interval
        remaining = timeout - (clock() - start)
        if pause >= remaining:
            break
        sleep(pause)
    return False
