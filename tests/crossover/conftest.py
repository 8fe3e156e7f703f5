import pytest

from accounts.models import User
from tests.crossover.way import Way


@pytest.fixture
def way(staff: dict[str, User]) -> Way:
    """Forms in any state, made by the real services."""
    return Way(staff)
