"""`Flask(__name__)` is a new app without any view, so every page of this server is a 404; let
`create_app` make the app that you run; look at task 8.

Refused by: test_main_starts_the_server
"""

from flask import Flask

app = Flask(__name__)


def main():
    app.run()


if __name__ == "__main__":
    main()
