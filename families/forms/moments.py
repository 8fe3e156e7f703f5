"""A day with a time of day, as it is typed: by the county's clock."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

LEFT_OUT = "The clocks go forward then: there is no such time on this day."


class CountyMoment(forms.DateTimeField):
    """The hour that comes twice, when the clocks go back, is read as the first; the one left out is refused."""

    def to_python(self, value: Any) -> datetime.datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone" or not error.params:
                raise
            typed = error.params["datetime"]
        moment = timezone.make_aware(typed)
        if timezone.make_naive(moment.astimezone(datetime.UTC)) != typed:
            raise ValidationError(LEFT_OUT, code="left_out")
        return moment
