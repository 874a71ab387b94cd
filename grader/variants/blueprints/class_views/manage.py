import pro_flask


def main():
    app = pro_flask.create_app({"ENV_NAME": "local"})
    app.run(host="127.0.0.1", port=5000)


if __name__ == "__main__":
    main()
