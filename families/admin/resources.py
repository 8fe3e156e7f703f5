"""The catalogue of services and the resource directory, as administrators keep them. No case content is here."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from accounts.enums import StaffChange
from families.admin.told import ToldAdmin
from families.enums import TELLS_OF, Language
from families.models import Provider, Service
from families.rules.directory import COLUMNS, UnreadableDirectory
from families.services.directory import import_providers

FILE_LIMIT = 2 * 1024 * 1024


class ServiceForm(forms.ModelForm):
    """What the handbook's sensitive services tell of stays: no administrator opens them (31-090 III.C.2)."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        code = self.instance.pk or cleaned.get("code")
        fixed = next((category for service, category in TELLS_OF.items() if service == code), None)
        if fixed and cleaned.get("tells_of") != fixed:
            self.add_error("tells_of", f"This service tells of “{fixed.label}”. That stays.")
        return cleaned


@admin.register(Service)
class ServiceAdmin(ToldAdmin):
    """A service is no longer offered, never deleted: plans name it."""

    change = StaffChange.SERVICE
    form = ServiceForm
    list_display = ["name", "code", "tells_of", "counts_as", "offered"]

    def get_readonly_fields(self, request: HttpRequest, obj: Service | None = None) -> list[str]:
        return ["code"] if obj else []


class ProviderForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(choices=Language.choices, widget=forms.CheckboxSelectMultiple, required=False)

    class Meta:
        widgets: ClassVar = {"services": forms.CheckboxSelectMultiple}


class DirectoryForm(forms.Form):
    file = forms.FileField(label="CSV file", help_text=f"In UTF-8. Columns: {', '.join(COLUMNS)}.")

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > FILE_LIMIT:
            raise forms.ValidationError("This file is larger than 2 MB. Take it in parts.")
        content: bytes = upload.read()
        return content


@admin.register(Provider)
class ProviderAdmin(ToldAdmin):
    change = StaffChange.PROVIDER
    form = ProviderForm
    list_display = ["name", "area", "phone", "language_names", "listed"]
    list_filter = ["services", "area", "listed"]
    search_fields = ["name", "area"]
    change_list_template = "admin/families/provider/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.import_page)
        return [path("import/", page, name="families_provider_import"), *super().get_urls()]

    def import_page(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            return redirect("admin:index")
        form = DirectoryForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            try:
                added, changed = import_providers(form.cleaned_data["file"])
            except UnreadableDirectory as refusal:
                form.errors["file"] = form.error_class(refusal.problems)
            else:
                messages.success(request, f"{added} providers added, {changed} brought up to date.")
                return redirect("admin:families_provider_changelist")
        context = {**self.admin_site.each_context(request), "form": form, "title": "Import the resource directory"}
        return render(request, "admin/families/provider/import.html", context)
