"""Fields that take several things in one box: lines of text, days."""

import datetime
import re
from typing import Any

from django import forms
from django.utils.formats import date_format


class LinesField(forms.CharField):
    """Short texts, one a line. Cleans to the list of them, without blanks and repetitions."""

    def __init__(self, *, most: int, longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea({"rows": 4}), **kwargs)
        self.most, self.longest = most, longest

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = [line.strip() for line in (value or "").splitlines()]
        return list(dict.fromkeys(filter(None, lines)))

    def validate(self, value: list[str]) -> None:
        if len(value) > self.most:
            raise forms.ValidationError(f"Write {self.most} lines at most: these are {len(value)}.")
        long = next((line for line in value if len(line) > self.longest), None)
        if long:
            raise forms.ValidationError(f"Write {self.longest} characters a line at most. Shorten “{long[:30]}…”.")

    def run_validators(self, value: list[str]) -> None:
        for line in value:
            super().run_validators(line)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class DaysField(forms.CharField):
    """Days, one a line or with semicolons between, each as a date is typed elsewhere. Cleans to a sorted list."""

    MOST = 60

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return sorted(value)
        found = [part.strip() for part in re.split(r"[;\n]", value or "")]
        return sorted({self._day(part) for part in found if part})

    @staticmethod
    def _day(typed: str) -> Any:
        try:
            day: Any = forms.DateField(input_formats=FORMATS).to_python(typed)
        except forms.ValidationError as unread:
            raise forms.ValidationError(
                f"“{typed[:40]}” is no day. Type it as Dec 24, 2026, or 12/24/2026."
            ) from unread
        return day

    def validate(self, value: list[datetime.date]) -> None:
        if len(value) > self.MOST:
            raise forms.ValidationError(f"Write {self.MOST} days at most.")

    def run_validators(self, value: Any) -> None:
        """Each day was looked at above."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(date_format(day) for day in value) if isinstance(value, list) else value


FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y"]
