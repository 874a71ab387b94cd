"""`validate` is overridden and never asks the fields; call `super().validate()`; look at task 1.

Refused by: test_missing_fields
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
        age = IntegerField(validators=[InputRequired(), NumberRange(0, 150)])
        city = SelectField(coerce=int, choices=cities)  # a function: called for each form

        def validate(self, extra_validators=None) -> bool:  # type: ignore[no-untyped-def]
            if is_taken(self.name.data or ""):
                self.name.errors = ["name is taken"]
                return False
            return True

    return SignUp


def clean(name: str | None) -> str | None:
    """A name without blanks around it, in small letters. A form that wasn't sent has None."""
    return name and name.strip().lower()
