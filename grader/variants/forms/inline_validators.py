"""An in-line validator for every field."""

from wtforms import Form, IntegerField, PasswordField, SelectField, StringField
from wtforms.validators import StopValidation

ALLOWED = set("abcdefghijklmnopqrstuvwxyz0123456789_")


def make_form(cities, is_taken):
    class SignUp(Form):
        name = StringField(
            filters=[lambda name: name.strip().lower() if name is not None else None]
        )
        password = PasswordField()
        confirm = PasswordField()
        age = IntegerField()
        city = SelectField(coerce=int, choices=cities)

        def validate_name(self, field):
            name = field.data or ""
            if not (3 <= len(name) <= 20 and set(name) <= ALLOWED):
                raise StopValidation("wrong")
            if is_taken(name):
                raise StopValidation("name is taken")

        def validate_password(self, field):
            if len(field.data or "") < 8:
                raise StopValidation("too short")

        def validate_confirm(self, field):
            if not field.data or field.data != self.password.data:
                raise StopValidation("different")

        def validate_age(self, field):
            if field.data is None or field.data not in range(151):
                raise StopValidation("0 to 150")

    return SignUp
