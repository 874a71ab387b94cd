"""`validate` with super, and the clean name by a field of its own."""

import re

from wtforms import Form, IntegerField, PasswordField, SelectField, StringField, validators


class NameField(StringField):
    def process_formdata(self, values):
        super().process_formdata([value.strip().lower() for value in values])


def make_form(cities, is_taken):
    class SignUp(Form):
        name = NameField()
        password = PasswordField(validators=[validators.Length(8)])
        confirm = PasswordField()
        age = IntegerField(validators=[validators.InputRequired()])
        city = SelectField(coerce=int, choices=lambda: cities())

        def validate(self, extra_validators=None):
            right = super().validate(extra_validators)
            if not re.fullmatch("[a-z0-9_]{3,20}", self.name.data or ""):
                right = self.fault(self.name, "3 to 20 letters, digits, underscores")
            elif is_taken(self.name.data):
                right = self.fault(self.name, "name is taken")
            if self.confirm.data != self.password.data:
                right = self.fault(self.confirm, "not the same")
            if self.age.data is not None and not 0 <= self.age.data <= 150:
                right = self.fault(self.age, "0 to 150")
            return right

        def fault(self, field, text):
            field.errors = [*field.errors, text]
            return False

    return SignUp
