"""What staff type about tasks: until when it is put off, who takes it, what is to be done."""

import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import reason_against, visible
from accounts.models import User
from families.forms.exceptions import ColleagueChoice
from families.forms.logistics import LogisticsOnly
from families.forms.once import ask_once
from families.forms.seeing import OverSeen
from families.models import Family, Task
from families.rules.arranging import arranged_as, check_can_snooze, check_can_take, knows_lastingly, last_snooze

SHORT = "A few words. Nothing on allegations, health, substance use, abuse or court."


class ArrangingForm(LogisticsOnly, OverSeen):
    """How a task is arranged, over what it was when the page was opened: another tab or a colleague may be first."""

    free_words: tuple[str, ...] = ("why",)

    def __init__(self, *args: Any, task: Task, user: User, **kwargs: Any) -> None:
        super().__init__(*args, stands=arranged_as(task), **kwargs)
        self.task, self.user = task, user
        ask_once(self)

    def take_version(self, current: Task) -> list[tuple[str, str, str]]:
        """Until when it is put off, and for a hand-over whose it is, beside what was typed here."""
        self.see_anew(arranged_as(current))
        put_off, typed = last_snooze(current), self.cleaned_data
        until, to = typed.get("until_date"), typed.get("to")
        stands = "Not put off"
        if put_off:
            stands = f"Until {date_format(put_off.until_date)}, by {put_off.by}: {put_off.why}"
        if until:
            return [("Put off", stands, f"Until {date_format(until)}: {typed['why']}")]
        return [("Whose it is", str(current.owner), str(to)), ("Put off", stands, "")]


class SnoozeForm(ArrangingForm):
    until_date = forms.DateField(label="Back on", help_text="The day it is due stays as it is.")
    why = forms.CharField(label="Why it waits", max_length=120, help_text=f"{SHORT} Your supervisor reads it.")

    def clean_until_date(self) -> datetime.date:
        until = self.cleaned_data["until_date"]
        if reason := reason_against(check_can_snooze, self.user, self.task, until):
            raise forms.ValidationError(reason)
        return until


class HandOverForm(ArrangingForm):
    to = ColleagueChoice(queryset=None, label="Who takes it", to_field_name="uuid")
    why = forms.CharField(label="Why", max_length=120, help_text=SHORT)

    def __init__(self, *args: Any, task: Task, user: User, **kwargs: Any) -> None:
        super().__init__(*args, task=task, user=user, **kwargs)
        able = knows_lastingly(task.family).values("pk")
        staff: Any = visible(User, user).filter(bureau=task.owner.bureau, pk__in=able)
        self.fields["to"].queryset = staff.exclude(pk=task.owner_id).select_related("unit")  # type: ignore[attr-defined]

    def clean_to(self) -> User:
        to = self.cleaned_data["to"]
        if reason := reason_against(check_can_take, self.task, to):
            raise forms.ValidationError(reason)
        return to


class OwnTaskForm(LogisticsOnly, forms.Form):
    title = forms.CharField(label="What is to be done", max_length=80, help_text=SHORT)
    owner = ColleagueChoice(queryset=None, label="Who does it", to_field_name="uuid")
    due_on = forms.DateField(label="Due")
    free_words = ("title",)

    def __init__(self, *args: Any, family: Family, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = Q(pk__in=knows_lastingly(family).values("pk"), bureau=user.bureau) | Q(pk=user.pk)
        staff: Any = visible(User, user).filter(able).select_related("unit")
        self.fields["owner"].queryset = staff  # type: ignore[attr-defined]
        self.initial["owner"] = user.uuid
        ask_once(self)

    def clean_due_on(self) -> datetime.date:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("This day is over. Choose today or a later day.")
        return day
