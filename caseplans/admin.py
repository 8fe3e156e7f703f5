"""What administrators keep of plans: the templates of activities. No case content is here."""

from typing import Any

from django import forms
from django.contrib import admin

from accounts.enums import StaffChange
from caseplans.forms.fields import LinesField
from caseplans.models import ActivityTemplate
from caseplans.models.activities import STEPS
from families.admin import ToldAdmin


class ActivityTemplateForm(forms.ModelForm):
    steps = LinesField(label="Small steps", most=STEPS, longest=120, help_text="One a line.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        service: Any = self.fields["service"]
        service.queryset = service.queryset.offered(self.instance.service_id or "")


@admin.register(ActivityTemplate)
class ActivityTemplateAdmin(ToldAdmin):
    change = StaffChange.TEMPLATE
    form = ActivityTemplateForm
    list_display = ["text", "service", "offered"]
    list_filter = ["service", "offered"]
