"""What is typed to call a meeting: when and where, who comes, why it is called off."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.access import reason_against, visible
from accounts.models import User
from crossover.forms.logistics import LOGISTICS, LogisticsOnly
from crossover.forms.sharing import TellsWhoReads
from crossover.models import AbuseFlag
from families.enums import AssignmentRole, Category, Relationship
from families.models import Assignment, Family, Person
from meetings.enums import FAMILY_ROLES, TELLING_ROLES, WORKER_ROLES, AttendeeRole, MeetingKind, Mode
from meetings.models import Meeting
from meetings.rules import (
    Invitee,
    attendance_category,
    check_can_invite,
    check_invitees,
    check_not_invited_yet,
    check_tells_what_they_may_read,
)
from meetings.rules.calling import check_day, check_order

STAFF_ROLES = [(role.value, role.label) for role in AttendeeRole if role not in FAMILY_ROLES]
OUTSIDE_ROLES = [(role.value, role.label) for role in AttendeeRole if role not in {*WORKER_ROLES, AttendeeRole.FAMILY}]

ABOUT_HELP = (
    "Needed where the role itself tells something: domestic violence, health, substance use. Then only those who may "
    "read that kind of information about this person see that they are invited."
)


class ScheduleForm(LogisticsOnly, forms.Form):
    """When, how and where, with the family's assigned workers ticked."""

    free_words: tuple[str, ...] = ("place", "interpreter")

    starts_at = forms.DateTimeField(
        label="Date and time", widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"step": "300"})
    )
    held_already = forms.BooleanField(
        label="It took place already", required=False, help_text="Then the next page asks who took part."
    )
    mode = forms.ChoiceField(label="How", choices=Mode.choices, widget=forms.RadioSelect)
    place = forms.CharField(label="Place or dial-in", max_length=120, help_text=LOGISTICS)
    interpreter = forms.CharField(
        label="Interpreter", max_length=120, required=False, help_text="Language and who comes, where one is needed."
    )
    workers = forms.MultipleChoiceField(
        label="Assigned workers", required=False, widget=forms.CheckboxSelectMultiple, help_text="Already ticked."
    )

    def __init__(
        self, *args: Any, family: Family, kind: MeetingKind, assignments: list[Assignment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.kind = family, kind
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
        return cleaned

    def invitees(self) -> list[Invitee]:
        chosen = [self.assigned[key] for key in self.cleaned_data["workers"]]
        return [{"role": AttendeeRole(AssignmentRole(one.role)), "user": one.worker} for one in chosen if one.worker]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "held_already", "mode", "place", "interpreter")}


class LtmScheduleForm(ScheduleForm):
    """An LTM invites the family too, and says why it comes before the PLTM where it does."""

    free_words = (*ScheduleForm.free_words, "out_of_order_reason")
    people: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Parents and family", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    out_of_order_reason = forms.CharField(
        label="Why the LTM comes before the PLTM",
        max_length=200,
        required=False,
        help_text="No PLTM was held yet. " + LOGISTICS,
    )

    def __init__(self, *args: Any, pltm_was_held: bool, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pltm_was_held = pltm_was_held
        people: Any = self.fields["people"]
        people.queryset = self.family.people.all()
        apart = self._kept_apart(user)
        people.initial = [person.pk for person in people.queryset if person.is_parent and person.pk not in apart]
        if apart:
            people.help_text = "Adults who are kept apart are invited to meetings of their own: tick one of them."
        if pltm_was_held:
            del self.fields["out_of_order_reason"]

    def _kept_apart(self, user: User) -> set[int]:
        """The adults of whom this reader may know that they are kept apart: the other bureau's flags tell nothing."""
        flags: Any = visible(AbuseFlag, user).filter(protected__family=self.family)
        return {pk for pair in flags.standing().values_list("protected", "against") for pk in pair}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        reason = cleaned.get("out_of_order_reason", "")
        refusal = reason_against(check_order, self.kind, self.pltm_was_held, reason)
        if refusal:
            self.add_error("out_of_order_reason", refusal)
        return cleaned

    def invitees(self) -> list[Invitee]:
        return super().invitees() + [
            {"role": _family_role(person), "person": person} for person in self.cleaned_data["people"]
        ]

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"out_of_order_reason": self.cleaned_data.get("out_of_order_reason", "")}


def _family_role(person: Person) -> AttendeeRole:
    return AttendeeRole.SUPPORT_PERSON if person.relationship == Relationship.SUPPORT else AttendeeRole.FAMILY


class InviteForm(forms.Form):
    """One more attendee. `invitee` gives who was found."""

    def __init__(self, *args: Any, meeting: Meeting, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.user = meeting, user

    def invitee(self) -> Invitee:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned and not self.errors:
            kind, invitees = MeetingKind(self.meeting.kind), [self.invitee()]
            refusal = reason_against(check_invitees, self.meeting.family, kind, invitees)
            refusal = refusal or reason_against(check_not_invited_yet, self.user, self.meeting, invitees)
            if refusal:
                self.add_error(None, refusal)
        return cleaned


class RoleInviteForm(TellsWhoReads, InviteForm):
    """Someone who comes in a role; where the role itself tells something, about whom."""

    role = forms.ChoiceField(label="Comes as")
    about: forms.ModelChoiceField = forms.ModelChoiceField(
        label="About whom", queryset=None, required=False, empty_label="The family as a whole", help_text=ABOUT_HELP
    )
    field_order = ("role", "staff", "external_name", "organization", "about")
    roles: Sequence[tuple[str, str]]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        self.fields["role"].choices = [("", "Choose one"), *self.roles]
        self.fields["about"].queryset = meeting.family.people.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        tells = cleaned.get("role") in TELLING_ROLES
        if not tells:
            cleaned["about"] = None
        elif not self.errors and not reason_against(check_can_invite, self.user, self.meeting):
            kind = (self.user, self.meeting.family, [self.invitee()])
            refusal = reason_against(check_tells_what_they_may_read, *kind)
            if refusal:
                self.add_error("about", refusal)
        return cleaned

    def sharing(self) -> tuple[Category | None, Person | None]:
        """The kind of information that the role chosen so far tells, and about whom."""
        role = self._chosen("role")
        return (attendance_category(role) if role in dict(self.roles) else None), self.about_whom()


class StaffInviteForm(RoleInviteForm):
    roles = STAFF_ROLES
    staff = forms.CharField(
        label="Member of staff", max_length=80, help_text="A name, part of it, or an e-mail address."
    )

    def clean_staff(self) -> User:
        """The one active member of staff these words name; several are listed so that one can be named."""
        found = list(visible(User, self.user).named(self.cleaned_data["staff"])[:6])  # type: ignore[attr-defined]
        if not found:
            raise forms.ValidationError("No active member of staff has this name or e-mail address.")
        if len(found) > 1:
            several = "; ".join(f"{user} ({user.email})" for user in found)
            raise forms.ValidationError(f"Several match. Enter the e-mail address of one: {several}.")
        return found[0]

    def invitee(self) -> Invitee:
        cleaned = self.cleaned_data
        return {"role": cleaned["role"], "user": cleaned["staff"], "about": cleaned["about"]}


class FamilyInviteForm(InviteForm):
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Person of the family", queryset=None, empty_label="Choose one"
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        self.fields["person"].queryset = meeting.family.people.all()  # type: ignore[attr-defined]

    def invitee(self) -> Invitee:
        person = self.cleaned_data["person"]
        return {"role": _family_role(person), "person": person}


class OutsideInviteForm(RoleInviteForm):
    roles = OUTSIDE_ROLES
    external_name = forms.CharField(label="Name", max_length=120)
    organization = forms.CharField(label="Organization", max_length=120, required=False)

    def invitee(self) -> Invitee:
        return {
            "role": self.cleaned_data["role"],
            "external_name": self.cleaned_data["external_name"],
            "organization": self.cleaned_data["organization"],
            "about": self.cleaned_data["about"],
        }


INVITE_FORMS: dict[str, type[InviteForm]] = {
    "staff": StaffInviteForm,
    "family": FamilyInviteForm,
    "outside": OutsideInviteForm,
}


class CancelForm(LogisticsOnly, forms.Form):
    free_words = ("reason",)
    reason = forms.CharField(label="Why it is cancelled", max_length=200, help_text=LOGISTICS)
