from collections.abc import Iterator
from typing import Any

import pytest
from django.template import engines

from tests.site.rendering import UNDEFINED


@pytest.fixture(autouse=True)
def _undefined_variables_show() -> Iterator[None]:
    engine: Any = engines["django"]
    before = engine.engine.string_if_invalid
    engine.engine.string_if_invalid = f"{UNDEFINED} %s"
    yield
    engine.engine.string_if_invalid = before
