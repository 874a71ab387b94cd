"""The class is made by `type()`; validators are objects."""

from wtforms import Form, IntegerField, PasswordField, SelectField, StringField
from wtforms import validators as v


class Free:
    def __init__(self, is_taken):
        self.is_taken = is_taken

    def __call__(self, form, field):
        if self.is_taken(field.data):
            raise v.ValidationError("name is taken")


def tidy(text):
    return "" if text is None else text.strip().lower()


def make_form(cities, is_taken):
    named = v.Regexp("^[a-z0-9_]{3,20}$", message="letters, digits and _")
    fields = {
        "name": StringField(filters=(tidy,), validators=(named, Free(is_taken))),
        "password": PasswordField(validators=(v.InputRequired(), v.Length(min=8))),
        "confirm": PasswordField(validators=(v.EqualTo("password"),)),
        "age": IntegerField(validators=(v.InputRequired(), v.NumberRange(min=0, max=150))),
        "city": SelectField(choices=cities, coerce=int),
    }
    return type(Form)("SignUp", (Form,), fields)
