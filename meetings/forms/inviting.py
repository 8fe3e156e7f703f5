"""What is typed to invite one more: of the staff, of the family, from outside."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.access import reason_against, visible
from accounts.models import User
from crossover.forms.sharing import TellsWhoReads
from families.enums import Category, Relationship
from families.models import Person
from meetings.enums import FAMILY_ROLES, ROLES_OF_STAFF, TELLING_ROLES, AttendeeRole
from meetings.forms.flagging import flag_appointments
from meetings.models import Meeting
from meetings.rules import (
    Invitee,
    attendance_category,
    check_can_invite,
    check_invitees,
    check_not_invited_yet,
    check_tells_what_they_may_read,
)
from meetings.rules.conflicts import slot_of
from meetings.rules.kinds import rule_of

STAFF_ROLES = [(role.value, role.label) for role in AttendeeRole if role not in FAMILY_ROLES]
OUTSIDE_ROLES = [
    (role.value, role.label) for role in AttendeeRole if role not in {*ROLES_OF_STAFF, AttendeeRole.FAMILY}
]

ABOUT_HELP = (
    "Needed where the role itself tells something: domestic violence, health, substance use. Then only those who may "
    "read that kind of information about this person see that they are invited."
)


def family_role(person: Person) -> AttendeeRole:
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
            rule, invitees = rule_of(self.meeting), [self.invitee()]
            refusal = reason_against(check_invitees, self.meeting.family, rule, invitees)
            refusal = refusal or reason_against(check_not_invited_yet, self.user, self.meeting, invitees)
            if refusal:
                self.add_error(None, refusal)
            elif not reason_against(check_can_invite, self.user, self.meeting):
                staff = [one["user"] for one in invitees if "user" in one]
                people = [one["person"] for one in invitees if "person" in one]
                flag_appointments(self, slot_of(self.meeting), self.user, staff, people, but=self.meeting)
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
        rule = rule_of(meeting)
        self.fields["role"].choices = [("", "Choose one"), *(one for one in self.roles if one[0] in rule.roles)]
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
        return {"role": family_role(person), "person": person}


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
