"""Python calls no function because it is named `main`, so `python manage.py` ends without a word;
call it under `if __name__ == "__main__":`; look at task 8.

Refused by: test_manage_as_a_program_calls_main
"""

from pro_flask import create_app


def main():
    create_app().run()
