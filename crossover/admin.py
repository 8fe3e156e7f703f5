"""What administrators keep of the WTWCC 10B: the words its signer is told. No case content is here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from accounts.enums import StaffChange
from crossover.enums import StatementKind
from crossover.models import ConsentStatement
from crossover.models.consents import LONGEST_PURPOSE
from families.admin import ToldAdmin


class ConsentStatementForm(forms.ModelForm):
    def clean_text(self) -> str:
        """One line: a signed form keeps a statement a line."""
        text = " ".join(self.cleaned_data["text"].split())
        if self.instance.kind == StatementKind.PURPOSE and len(text) > LONGEST_PURPOSE:
            raise forms.ValidationError(f"The purpose has room for {LONGEST_PURPOSE} characters.")
        return text


@admin.register(ConsentStatement)
class ConsentStatementAdmin(ToldAdmin):
    """Every statement of both languages is there from the start: it is reworded, not added or deleted.

    What was signed keeps the words it was signed with.
    """

    change = StaffChange.STATEMENT
    form = ConsentStatementForm
    list_display = ["kind", "language", "text"]
    list_filter = ["language"]
    readonly_fields = ["kind", "language"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
