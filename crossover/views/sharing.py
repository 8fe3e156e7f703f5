"""The page of a form whose writer chooses the category: it says, before it is saved, who will be able to read it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.types import StaffRequest
from crossover.sharing.panel import ReaderToBe
from families.enums import Category
from families.models import Family
from families.views.pages import draft_context, explained_page, key_of


def sharing_page(
    request: StaffRequest,
    *,
    form: Any,
    template: str,
    context: dict[str, Any],
    category: Category | None,
    readers: list[ReaderToBe],
    save: Callable[[], Any],
    family: Family,
    goes_to: object,
    key: str = "",
    **page: Any,
) -> HttpResponse:
    """The form with its panel; the panel alone where htmx asks for it; nothing is judged where only it is asked for.

    `goes_to` is where the saved form leads, or says so of what was saved.
    """
    key = key or key_of(request)
    context |= {"family": family, "category": category.label if category else "", "readers": readers}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "components/_sharing.html", context)
    if "preview" in request.POST:
        form.say_nothing_yet()
        return render(request, template, context | {"form": form} | draft_context(request, key, family))
    return explained_page(
        request, form=form, template=template, context=context, save=save, key=key, family=family,
        goes_to=goes_to if callable(goes_to) else lambda _: goes_to, **page,
    )  # fmt: skip
