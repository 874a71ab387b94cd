"""The choices are set after `super().__init__`; a validator function for the name."""

from wtforms import Form, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import (
    DataRequired,
    EqualTo,
    InputRequired,
    Length,
    NumberRange,
    Regexp,
    ValidationError,
)


def make_form(cities, is_taken):
    def free(form, field):
        if is_taken(field.data):
            raise ValidationError("name is taken")

    class RegisterForm(Form):
        name = StringField(
            "Name",
            [DataRequired(), Length(3, 20), Regexp(r"^[a-z0-9_]+$"), free],
            filters=[
                lambda text: text.strip() if text else text,
                lambda text: (text or "").lower(),
            ],
        )
        password = PasswordField("Password", [DataRequired(), Length(8)])
        confirm = PasswordField("Again", [EqualTo("password", "not the same")])
        age = IntegerField("Age", [InputRequired(), NumberRange(min=0, max=150)])
        city = SelectField("City", [InputRequired()], coerce=int)

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.city.choices = cities()

    return RegisterForm
