"""Who is named for a case."""

from typing import Any

from django import forms

from accounts.access import reason_against, visible
from accounts.models import Unit, User
from accounts.roles import AisSocialWorker
from crossover.forms.xover1 import (
    StaffChoice,
    StepForm,
    SupervisorChoice,
    ask_to_compare,
    cfs_supervisors,
)
from crossover.models import Xover1
from crossover.rules.assigning import (
    CARRY_A_CFS_CASE,
    OPEN_AGAIN,
    check_still_has_it,
    differing_numbers,
    in_words,
    numbers_said,
)
from crossover.rules.xover1 import check_holds_component
from families.enums import AssignmentRole
from families.forms.logistics import LOGISTICS, LogisticsOnly
from families.models import CASE_NUMBER, Assignment, CalworksCase


class AssignAisForm(StepForm, forms.Form):
    worker = StaffChoice(queryset=None, label="AIS/FS social worker", to_field_name="uuid")
    calworks_number = forms.CharField(label="CalWORKs case number", max_length=30, validators=[CASE_NUMBER])

    def offer(self, xover1: Xover1, user: User) -> None:
        workers = visible(User, user).with_role(AisSocialWorker.code)  # type: ignore[attr-defined]
        of_own_units = workers.filter(unit__in=user.supervised_unit_ids).select_related("unit")
        self.fields["worker"].queryset = of_own_units  # type: ignore[attr-defined]
        self.fields["calworks_number"].initial = xover1.calworks_number
        self._ask_about_another_number(xover1)
        ask_to_compare(self, user, xover1.family, CalworksCase, "calworks_number")

    def _ask_about_another_number(self, xover1: Xover1) -> None:
        """Numbers that differ among each other are told, and one that differs from any of them is asked about once."""
        said = numbers_said(xover1)
        if len(set(said.values())) > 1:
            self.fields["calworks_number"].help_text = f"{in_words(said)}. Check in CalSAWS which one is the family's."
        typed = "".join(str(self["calworks_number"].value() or "").split()).upper()
        others = differing_numbers(xover1, typed)
        if self.is_bound and typed and others:
            label = f"{others}. I checked in CalSAWS: {typed} is the family's number"
            wrong = {"required": "Check the number in CalSAWS, then tick this."}
            self.fields["number_checked"] = forms.BooleanField(label=label, error_messages=wrong)


class WhyForm(LogisticsOnly, forms.Form):
    """A change of assignment with its reason, in words that tell nothing before consent, by whoever saw the last."""

    free_words = ("why",)
    seen = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN}
    )

    def __init__(self, *args: Any, seen: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = seen
        self.initial["seen"] = seen.uuid
        self.fields["seen"].required = seen.worker_id is not None

    def clean(self) -> dict[str, Any]:
        """A colleague who cannot be chosen because the case was theirs meanwhile is told as that."""
        cleaned = super().clean() or self.cleaned_data
        case = self.present.cfs_case or self.present.calworks_case
        facts = (self.present.role, cleaned.get("seen"))
        if "worker" in self.errors and (changed := reason_against(check_still_has_it, case, *facts)):
            self.add_error(None, changed)
        return cleaned


class ReassignAisForm(WhyForm):
    worker = StaffChoice(queryset=None, label="AIS/FS social worker", to_field_name="uuid")
    why = forms.CharField(
        label="Why", max_length=120, help_text="For example: worker on leave, caseloads evened out. " + LOGISTICS
    )

    def __init__(self, *args: Any, present: User | None, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers = visible(User, user).with_role(AisSocialWorker.code)  # type: ignore[attr-defined]
        others = workers.filter(unit__in=user.supervised_unit_ids).exclude(pk=present.pk if present else None)
        self.fields["worker"].queryset = others.select_related("unit")  # type: ignore[attr-defined]


class AssignCfsForm(WhyForm):
    worker = StaffChoice(queryset=None, label="CFS social worker", to_field_name="uuid")
    why = forms.CharField(
        label="Why", max_length=120, help_text="For example: case opened, worker on leave. " + LOGISTICS
    )

    def __init__(self, *args: Any, unit: Unit, present: User | None, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = visible(User, user).with_role(*CARRY_A_CFS_CASE).filter(unit=unit)  # type: ignore[attr-defined]
        others = able.exclude(pk=present.pk) if present else able
        self.fields["worker"].queryset = others.select_related("unit")  # type: ignore[attr-defined]
        self.nobody = not others.exists()


class ShareCalworksForm(LogisticsOnly, forms.Form):
    free_words = ("why",)
    worker = StaffChoice(queryset=None, to_field_name="uuid")
    why = forms.CharField(
        label="Why", max_length=120, help_text="For example: named in CalSAWS, colleague on leave. " + LOGISTICS
    )

    def __init__(self, *args: Any, case: CalworksCase, role: AssignmentRole, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = visible(User, user).with_role(role).filter(unit__isnull=False)  # type: ignore[attr-defined]
        carrying = case.assignments.open().in_role(role).exclude(worker=None)
        others = able.exclude(pk__in=carrying.values("worker"))
        self.fields["worker"].queryset = others.select_related("unit")  # type: ignore[attr-defined]
        self.fields["worker"].label = role.label


class TransferForm(WhyForm):
    """To another unit, of those that may hold a case of this component."""

    holder = SupervisorChoice(queryset=None, label="New unit")
    why = forms.CharField(label="Why", max_length=120, help_text=LOGISTICS)

    def __init__(self, *args: Any, unit: Unit, user: User, component: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = cfs_supervisors(user).exclude(unit=unit)
        able = [each.pk for each in others if not reason_against(check_holds_component, each.unit, component)]
        self.fields["holder"].queryset = others.filter(pk__in=able)  # type: ignore[attr-defined]
        self.nobody = not able
