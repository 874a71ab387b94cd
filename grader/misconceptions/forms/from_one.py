"""A newborn is 0 years old; `DataRequired` takes 0 for nothing, `InputRequired` asks whether
something came in; look at task 5.

Refused by: test_age
"""

from collections.abc import Callable

from wtforms import (
    Form,
    IntegerField,
    PasswordField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Regexp


def make_form(
    cities: Callable[[], list[tuple[int, str]]], is_taken: Callable[[str], bool]
) -> type[Form]:
    """A form class for signing up; `cities` and `is_taken` are asked for each form anew."""

    class SignUp(Form):
        name = StringField(filters=[clean], validators=[Regexp(r"[a-z0-9_]{3,20}\Z")])
        password = PasswordField(validators=[InputRequired(), Length(min=8)])
        confirm = PasswordField(validators=[EqualTo("password")])
        age = IntegerField(validators=[InputRequired(), NumberRange(1, 150)])
        city = SelectField(coerce=int, choices=cities)  # a function: called for each form

        def validate_name(self, field: StringField) -> None:
            if is_taken(field.data or ""):
                raise ValidationError("name is taken")

    return SignUp


def clean(name: str | None) -> str | None:
    """A name without blanks around it, in small letters. A form that wasn't sent has None."""
    return name and name.strip().lower()
