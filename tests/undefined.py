"""An undefined variable fails the test where a template of ours shows it or passes it on."""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.template.base import FilterExpression, Node, Origin

OWN_TEMPLATES = Path(settings.BASE_DIR) / "templates"


class UndefinedVariable(AssertionError):
    """A template of ours names something its page does not give it."""


class FailsInOurTemplates(str):
    """What Django shows in the place of an undefined variable: nothing, or in a template of ours a failed test.

    Django asks whether this is true just before it shows it or passes it on. `{% if %}` and `{% for %}` take an
    undefined variable for nothing and do not come this way.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        asking = sys._getframe(1)
        if asking.f_code is FilterExpression.resolve.__code__:
            origin = origin_of(asking)
            if origin is not None and Path(origin.name).is_relative_to(OWN_TEMPLATES):
                raise UndefinedVariable(f"{origin}: {asking.f_locals['self'].var} is not defined")
        return False


def origin_of(frame: FrameType | None) -> Origin | None:
    """The template whose tag is being rendered: a block stands in its own file, not in the one it fills."""
    while frame is not None:
        tag: Any = frame.f_locals.get("self")
        if isinstance(tag, Node):
            return tag.origin
        frame = frame.f_back
    return None
