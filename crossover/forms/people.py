"""The people named on a form: rows of their own, corrected where they are on record already."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.models import model_to_dict

from crossover.forms.sharing import Unjudged
from families.forms import FIRST_BIRTHS, not_before_year, not_in_the_future, said
from families.models import Person


class PersonRowForm(Unjudged, forms.ModelForm):
    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Person
        fields = ["first_name", "last_name", "relationship", "born_on", "in_home", "language", "interpreter_needed"]

    def clean_born_on(self) -> Any:
        return not_in_the_future(not_before_year(self.cleaned_data["born_on"], FIRST_BIRTHS))


PeopleFormSet = forms.formset_factory(PersonRowForm, extra=3, max_num=12, validate_max=True)


class WithPeople:
    """A form that also names people: blank rows are left out, those `on_record` may be corrected."""

    people_required = False
    data: Any
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, on_record: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_record = list(on_record)
        known = [model_to_dict(person, PersonRowForm.Meta.fields) | {"uuid": person.uuid} for person in self.on_record]
        self.people = PeopleFormSet(self.data or None, prefix="people", initial=known)

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        if not self.people.is_valid():
            self.add_error(None, "Check the people named below.")  # type: ignore[attr-defined]
        elif self.people_required and not self.people_named():
            self.add_error(None, "Name at least one person.")  # type: ignore[attr-defined]
        return facts

    def people_differing(self) -> list[tuple[str, str, str]]:
        """Who is on file otherwise than typed, and whom somebody else added meanwhile."""
        rows = {row["uuid"].value(): row for row in self.people if row["uuid"].value()}
        differing = []
        for person in self.on_record:
            now, row = model_to_dict(person, PersonRowForm.Meta.fields), rows.get(str(person.uuid))
            if row is None:
                differing.append(("Person", str(person), "not named here; stays on file"))
                continue
            differing += [
                (
                    f"{person}: {row[name].label.lower()}",
                    said(row.fields[name], now[name]),
                    said(row.fields[name], typed),
                )
                for name in PersonRowForm.Meta.fields
                if row.fields[name].has_changed(now[name], typed := row[name].value())
            ]
        return differing

    def people_named(self) -> list[dict[str, Any]]:
        """Whoever is on record already has a `uuid`."""
        named = [row for row in self.people.cleaned_data if row.get("first_name")]
        return [row if row["uuid"] else {name: row[name] for name in PersonRowForm.Meta.fields} for row in named]
