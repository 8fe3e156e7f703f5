"""Every kind of field, before and after errors: label, hint and error belong to their control."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from tests.site.rendering import Page, rendered

SAVED_AT = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)


class ReferralForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)
    number = forms.CharField(label="Referral number", help_text="As in CWS/CMS", max_length=8)
    received = forms.DateField(label="Received on", help_text="The day of the call")
    at = forms.TimeField(label="At", required=False)
    meeting = forms.DateTimeField(label="Meeting", required=False)
    unit = forms.ChoiceField(label="ER unit", choices=[("", "Choose"), ("1", "ER 1")])
    result = forms.ChoiceField(label="Result", widget=forms.RadioSelect, choices=[("a", "Active"), ("n", "Not found")])
    kinds = forms.MultipleChoiceField(
        label="Categories", widget=forms.CheckboxSelectMultiple, choices=[("h", "Housing")], help_text="Each separately"
    )
    hours = forms.IntegerField(label="Hours", min_value=1, required=False)
    explained = forms.BooleanField(label="I explained the purpose", help_text="In the parent's language")
    scan = forms.FileField(label="Scan", required=False, help_text="Up to 10 MB")
    note = forms.CharField(label="Alert", widget=forms.Textarea, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("The clearance is older than the referral.")


CONTROLS = ("number", "received", "at", "meeting", "unit", "hours", "explained", "scan", "note")
BAD_INPUT = {"number": "<b>123456789</b>", "hours": "0", "note": "Mother asked for an interpreter", "meeting": "soon"}


def the_form(data: dict[str, str] | None = None, **context: Any) -> Page:
    return rendered("components/form.html", form=ReferralForm(data), submit="Save", **context)


@pytest.mark.parametrize("data", [None, {}, BAD_INPUT], ids=["untouched", "empty", "bad"])
def test_every_id_is_unique_and_every_reference_leads_somewhere(data: dict[str, str] | None) -> None:
    page = the_form(data)

    assert len(page.ids()) == len(set(page.ids()))
    assert page.referred_ids() <= set(page.ids())


@pytest.mark.parametrize("name", CONTROLS)
def test_every_control_has_its_label(name: str) -> None:
    page = the_form()

    control = page.one("input", "select", "textarea", name=name)
    assert page.one("label", **{"for": str(control["id"])})


def test_hint_and_error_describe_their_control() -> None:
    before, after = (page.one("input", name="received") for page in (the_form(), the_form({})))

    assert before["aria-describedby"] == "id_received_helptext"
    assert "aria-invalid" not in before
    assert after["aria-describedby"] == "id_received_helptext id_received_error"
    assert after["aria-invalid"] == "true"


def test_a_group_of_choices_is_a_fieldset_that_carries_hint_and_error() -> None:
    page = the_form({})

    described = {attrs.get("aria-describedby") for attrs in page.all("fieldset")}
    assert described == {"id_result_error", "id_kinds_helptext id_kinds_error"}
    assert len(page.all("legend")) == 2
    # aria-invalid is not allowed on a radio button
    assert all("aria-invalid" not in radio for radio in page.all("input", type="radio"))


def test_required_is_said_in_words_and_only_where_it_is_true() -> None:
    assert the_form().html.count("(required)") == sum(
        field.required for name, field in ReferralForm.base_fields.items() if name != "version"
    )


def test_dates_and_times_use_the_browsers_own_inputs() -> None:
    initial = {"received": date(2026, 11, 22), "at": "09:30", "meeting": datetime(2026, 11, 22, 9, 30)}  # noqa: DTZ001 -- as a person types it
    page = rendered("components/form.html", form=ReferralForm(initial=initial), submit="Save")

    expected = {
        "received": ("date", "2026-11-22"),
        "at": ("time", "09:30"),
        "meeting": ("datetime-local", "2026-11-22T09:30"),
    }
    for name, kind_and_value in expected.items():
        control = page.one("input", name=name)
        assert (control["type"], control["value"]) == kind_and_value


def test_the_administrations_date_picker_keeps_its_text_box() -> None:
    class AdminForm(forms.Form):
        day = forms.DateField(widget=AdminDateWidget)

    box = Page(str(AdminForm()["day"])).one("input")
    assert box["type"] == "text"
    assert box["class"] == "usa-input vDateField"


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("number", "usa-input"),
        ("unit", "usa-select"),
        ("note", "usa-textarea"),
        ("explained", "usa-checkbox__input"),
        ("result", "usa-radio__input"),
        ("scan", "file-input"),
    ],
)
def test_widgets_have_the_design_systems_look(name: str, style: str) -> None:
    assert {box["class"] for box in the_form().all("input", "select", "textarea", name=name)} == {style}


def test_bad_input_is_kept_and_explained() -> None:
    page = the_form(BAD_INPUT)

    assert page.one("input", name="number")["value"] == BAD_INPUT["number"]
    assert BAD_INPUT["note"] in page.html
    assert "<b>" not in page.html
    assert page.html.count("Ensure this value is greater than or equal to 1.") == 2  # in the summary and at the field


def test_the_summary_names_every_field_in_error_and_what_is_wrong_with_the_whole() -> None:
    page = the_form({})

    links = {attrs["href"] for attrs in page.all("a")}
    assert links == {f"#id_{name}" for name in ("number", "received", "unit", "result", "kinds", "explained")}
    assert "The clearance is older than the referral." in page.html
    assert "usa-alert--error" not in the_form().html


def test_the_form_carries_its_row_version_and_sends_files() -> None:
    page = the_form(cancel_url="/families/")

    assert page.one("input", name="version", type="hidden")["value"] == "3"
    assert page.one("form")["enctype"] == "multipart/form-data"
    assert page.one("a", href="/families/")


def test_a_draft_is_offered_on_a_fresh_form_only() -> None:
    draft = {"saved_at": SAVED_AT, "fields": {"note": ["</script><b>"]}}

    offered = the_form(draft_url="/drafts/referral/", draft=draft)
    assert offered.one("form")["data-draft-url"] == "/drafts/referral/"
    assert "unsaved text from Nov 22, 3:40 PM" in offered.html
    assert "</script><b>" not in offered.html
    assert "unsaved text" not in the_form({}, draft_url="/drafts/referral/", draft=draft).html
