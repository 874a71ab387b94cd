"""The page, live: `grader web`.

    changes → desk ⇄ workers (each exercise graded in a process of its own, or remembered)
                ↓ renders the parts that changed
              board → app → browser: the page, then an event for each part that changed

A `Desk` knows which files were graded and which are being checked; the `Board` holds the page's
parts, each with the number of its last change, so that a browser which comes, or comes back, is
told just what it has not seen; the `app` is a Flask application behind a `Door` that lets in one
reader.
"""
