"""What staff type about tasks: until when it is put off, who takes it, what is to be done."""

import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from accounts.access import reason_against, visible
from accounts.models import User
from families.forms.exceptions import ColleagueChoice
from families.forms.logistics import LogisticsOnly
from families.forms.once import ask_once
from families.models import Family, Task
from families.rules.arranging import check_can_snooze, check_can_take, knows_lastingly

SHORT = "A few words. Nothing on allegations, health, substance use, abuse or court."


class SnoozeForm(LogisticsOnly, forms.Form):
    until_date = forms.DateField(label="Back on", help_text="The day it is due stays as it is.")
    why = forms.CharField(label="Why it waits", max_length=120, help_text=f"{SHORT} Your supervisor reads it.")
    free_words = ("why",)

    def __init__(self, *args: Any, task: Task, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.user = task, user
        ask_once(self)

    def clean_until_date(self) -> datetime.date:
        until = self.cleaned_data["until_date"]
        if reason := reason_against(check_can_snooze, self.user, self.task, until):
            raise forms.ValidationError(reason)
        return until


class HandOverForm(LogisticsOnly, forms.Form):
    to = ColleagueChoice(queryset=None, label="Who takes it", to_field_name="uuid")
    why = forms.CharField(label="Why", max_length=120, help_text=SHORT)
    free_words = ("why",)

    def __init__(self, *args: Any, task: Task, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        able = knows_lastingly(task.family).values("pk")
        staff: Any = visible(User, user).filter(bureau=task.owner.bureau, pk__in=able)
        self.fields["to"].queryset = staff.exclude(pk=task.owner_id).select_related("unit")  # type: ignore[attr-defined]
        ask_once(self)

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
