"""What is typed to call a meeting: when and where, who comes, why it is moved or called off."""

import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.utils import timezone

from accounts.access import reason_against, visible
from accounts.models import User
from crossover.models import AbuseFlag
from families.enums import AssignmentRole
from families.forms import take_version
from families.forms.logistics import LOGISTICS, LogisticsOnly
from families.forms.moments import CountyMoment
from families.forms.seeing import OverSeen
from families.models import Assignment, Family, Person
from meetings.enums import (
    COMBINED,
    LONGEST_MINUTES,
    PREPARED_BY_PLTM,
    SHORTEST_MINUTES,
    USUAL_MINUTES,
    AttendeeRole,
    Mode,
)
from meetings.forms.flagging import flag_appointments
from meetings.forms.inviting import family_role
from meetings.models import KindRule, Meeting
from meetings.rules import Invitee
from meetings.rules.apart import people_among
from meetings.rules.calling import (
    check_can_move,
    check_can_schedule,
    check_day,
    check_meets_apart,
    check_new_day,
    check_order,
)
from meetings.rules.conflicts import Slot, slot_of
from meetings.rules.kinds import rule_of
from meetings.sharing import attendances_for, moved_since, span_of, standing_of
from meetings.sharing.preparing import CarriedOver, meetings_near


class WhenAndWhereForm(LogisticsOnly, forms.Form):
    """When, how long, how and where. Who has another appointment then is said once: the time may be kept."""

    starts_at = CountyMoment(
        label="Date and time", widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"step": "300"})
    )
    minutes = forms.IntegerField(
        label="Length in minutes",
        min_value=SHORTEST_MINUTES,
        max_value=LONGEST_MINUTES,
        initial=USUAL_MINUTES,
        required=False,
        help_text=f"Left blank: {USUAL_MINUTES}.",
    )
    mode = forms.ChoiceField(label="How", choices=Mode.choices, widget=forms.RadioSelect)
    place = forms.CharField(label="Place or dial-in", max_length=120, help_text=LOGISTICS)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or USUAL_MINUTES

    def flag_appointments(self, staff: list[User], people: list[Person], but: Meeting | None = None) -> None:
        """Flag whoever cannot be there at the time chosen."""
        starts_at, length = self.cleaned_data["starts_at"], datetime.timedelta(minutes=self.cleaned_data["minutes"])
        slot = Slot(starts_at, starts_at + length, self.cleaned_data["mode"])
        flag_appointments(self, slot, self.user, staff, people, but)


class ScheduleForm(WhenAndWhereForm):
    """When, how and where, with the family's assigned workers ticked."""

    free_words: tuple[str, ...] = ("place",)

    held_already = forms.BooleanField(
        label="It took place already", required=False, help_text="Then the next page asks who took part."
    )
    workers = forms.MultipleChoiceField(
        label="Assigned workers", required=False, widget=forms.CheckboxSelectMultiple, help_text="Already ticked."
    )
    field_order = ("starts_at", "minutes", "held_already", "mode", "place")

    def __init__(
        self, *args: Any, family: Family, rule: KindRule, assignments: list[Assignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.rule = family, rule
        self.combines_with: Meeting | None = None
        self.assigned = {str(assignment.uuid): assignment for assignment in assignments}
        workers: Any = self.fields["workers"]
        workers.choices = [(key, f"{one.worker}, {one.get_role_display()}") for key, one in self.assigned.items()]
        workers.initial = list(self.assigned)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if starts_at := cleaned.get("starts_at"):
            refusal = reason_against(check_day, self.family, starts_at, cleaned["held_already"])
            if refusal:
                self.add_error("starts_at", refusal)
        may = not reason_against(check_can_schedule, self.user, self.family, self.rule)
        if may and not self.errors and not cleaned["held_already"]:
            self._offer_to_combine()
            coming = self.invitees()
            staff, people = [one["user"] for one in coming if "user" in one], people_among(coming)
            if refusal := reason_against(check_meets_apart, self.family, self.rule, people):
                self.add_error("people" if "people" in self.fields else None, refusal)
            if self.combines_with is None:
                self.flag_appointments(staff, people)
            else:
                slot = slot_of(self.combines_with)
                flag_appointments(self, slot, self.user, staff, people, but=self.combines_with)
        return cleaned

    def _offer_to_combine(self) -> None:
        """The family's other meetings within some days: one trip may do for both (CFPIC Guidelines, 12)."""
        day = timezone.localdate(self.cleaned_data["starts_at"])
        near = list(meetings_near(self.family, self.user, day)) if self.rule.family_attends else []
        if not near:
            return
        seen = sha256(f"{[(str(one.uuid), one.version) for one in near]}".encode()).hexdigest()
        pairs = [one for one in near if frozenset({self.rule.kind, one.kind}) in COMBINED]
        choices = [
            (f"{one.uuid} {one.version}", f"Combine it with the {one.short_name}, {span_of(one)}") for one in pairs
        ]
        self.fields["combine"] = forms.ChoiceField(
            label="The family has another meeting soon", choices=[*choices, (seen, "Keep them apart")], required=False,
            widget=forms.RadioSelect, help_text="One trip may do for both: choose its day, or combine them.",
        )  # fmt: skip
        chosen = self.data.get("combine")
        self.combines_with = next((one for one in pairs if f"{one.uuid} {one.version}" == chosen), None)
        if self.combines_with is None and chosen != seen:
            self.add_error("combine", [f"{one}, {span_of(one)}. Combine them, or keep them apart." for one in near])

    def invitees(self) -> list[Invitee]:
        chosen = [self.assigned[key] for key in self.cleaned_data["workers"]]
        return [{"role": AttendeeRole(AssignmentRole(one.role)), "user": one.worker} for one in chosen if one.worker]

    def facts(self) -> dict[str, Any]:
        names = ("starts_at", "minutes", "held_already", "mode", "place")
        return {name: self.cleaned_data[name] for name in names}


class FamilyScheduleForm(ScheduleForm):
    """What the family attends invites them too, with an interpreter; an LTM before the PLTM says why."""

    free_words = (*ScheduleForm.free_words, "interpreter", "out_of_order_reason")
    interpreter = forms.CharField(
        label="Interpreter", max_length=120, required=False, help_text="Language and who comes, where one is needed."
    )
    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Parents and family", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    out_of_order_reason = forms.CharField(
        label="Why the LTM comes before the PLTM",
        max_length=200,
        required=False,
        help_text="No PLTM was held yet. " + LOGISTICS,
    )

    also = forms.MultipleChoiceField(
        label="Invited to the PLTM too",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Already ticked.",
    )

    def __init__(self, *args: Any, pltm_was_held: bool, carried_over: CarriedOver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pltm_was_held = pltm_was_held
        self.colleagues = {str(one.uuid): one for one in carried_over.staff if one.role in self.rule.roles}
        also: Any = self.fields["also"]
        also.choices = [(key, f"{one}, {one.get_role_display()}") for key, one in self.colleagues.items()]
        also.initial = list(self.colleagues)
        if not self.colleagues:
            del self.fields["also"]
        people: Any = self.fields["people"]
        people.queryset = self.family.people.all()
        apart = self._kept_apart()
        named = carried_over.people or {person.pk for person in people.queryset if person.is_parent}
        people.initial = [person.pk for person in people.queryset if person.pk in named - apart]
        if apart:
            people.help_text = "Adults who are kept apart are invited to meetings of their own: tick one of them."
        if pltm_was_held or self.rule.kind not in PREPARED_BY_PLTM:
            del self.fields["out_of_order_reason"]

    def _kept_apart(self) -> set[int]:
        """The adults of whom this reader may know that they are kept apart: the other bureau's flags tell nothing."""
        flags: Any = visible(AbuseFlag, self.user).filter(protected__family=self.family)
        return {pk for pair in flags.standing().values_list("protected", "against") for pk in pair}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        reason = cleaned.get("out_of_order_reason", "")
        refusal = reason_against(check_order, self.rule.kind, self.pltm_was_held, reason)
        if refusal:
            self.add_error("out_of_order_reason", refusal)
        return cleaned

    def invitees(self) -> list[Invitee]:
        colleagues = [self.colleagues[key] for key in self.cleaned_data.get("also", ())]
        also: list[Invitee] = [
            {"role": one.role, "user": one.user, "about": one.about} for one in colleagues if one.user
        ]
        people: list[Invitee] = [
            {"role": family_role(person), "person": person} for person in self.cleaned_data["people"]
        ]
        return [*super().invitees(), *also, *people]

    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data.get(name, "") for name in ("interpreter", "out_of_order_reason")}
        return super().facts() | said


class MoveForm(WhenAndWhereForm):
    """Another time, length, way or place for a meeting, over the version seen, and why."""

    free_words = ("place", "interpreter", "moved_reason")
    interpreter = forms.CharField(
        label="Interpreter", max_length=120, required=False, help_text="Tell them of the new time, or name another one."
    )
    moved_reason = forms.CharField(label="Why it is moved", max_length=200, help_text=LOGISTICS)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        kept = ("starts_at", "minutes", "mode", "place", "version", "interpreter")
        self.initial = {name: getattr(meeting, name) for name in kept}
        if not (meeting.interpreter or rule_of(meeting).family_attends):
            del self.fields["interpreter"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if starts_at := cleaned.get("starts_at"):
            refusal = reason_against(check_new_day, self.meeting.family, starts_at)
            if refusal:
                self.add_error("starts_at", refusal)
        if not self.errors and not reason_against(check_can_move, self.user, self.meeting):
            invited = list(attendances_for(self.meeting, self.user))
            staff = [one.user for one in invited if one.user]
            self.flag_appointments(staff, [one.person for one in invited if one.person], but=self.meeting)
        return cleaned

    def take_version(self, current: Meeting) -> list[tuple[str, str, str]]:
        return take_version(self, current)

    def facts(self) -> dict[str, Any]:
        names = ("version", "starts_at", "minutes", "mode", "place", "interpreter", "moved_reason")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class NotHeldForm(LogisticsOnly, OverSeen):
    """Why a meeting is not held, over the day that was seen."""

    free_words = ("reason",)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, stands=standing_of(meeting), **kwargs)

    def take_version(self, current: Meeting) -> list[tuple[str, str, str]]:
        return moved_since(current, self.see_anew(standing_of(current)))


class CancelForm(NotHeldForm):
    reason = forms.CharField(label="Why it is cancelled", max_length=200, help_text=LOGISTICS)


class NoShowForm(NotHeldForm):
    reason = forms.CharField(
        label="Who did not come, and why if known", max_length=200, help_text=LOGISTICS + " Then set another day."
    )
