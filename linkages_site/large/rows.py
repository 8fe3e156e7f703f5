"""Rows made in memory and written in bulk, with everything random drawn from one seed."""

import datetime
import random
import uuid
from typing import Any, TypeVar

from django.db.models import Model
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from families.grounds import day_start

SEED = 31090
BATCH = 2000
M = TypeVar("M", bound=Model)


class Rows:
    """Rows in waiting. Whatever a row refers to is of a model that appeared earlier, so they are written in order."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)
        self.today = timezone.localdate()
        self.waiting: dict[type[Model], list[Any]] = {}

    def add(self, model: type[M], **facts: Any) -> M:
        if hasattr(model, "uuid"):
            facts["uuid"] = self.uuid()
        row = model(**facts)
        self.waiting.setdefault(model, []).append(row)
        return row

    def write(self) -> None:
        """Write what waits, each row with its first version where its model keeps history."""
        for model, rows in self.waiting.items():
            if hasattr(model, "history"):
                bulk_create_with_history(rows, model, batch_size=BATCH)
            else:
                model._default_manager.bulk_create(rows, batch_size=BATCH)
        self.waiting = {}

    def uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def happens(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def day(self, earliest: int, latest: int) -> datetime.date:
        """A day between so many days ago and so many days ago."""
        return self.today - datetime.timedelta(days=self.chance.randint(latest, earliest))

    @staticmethod
    def moment(day: datetime.date, hour: int = 10) -> datetime.datetime:
        return day_start(day) + datetime.timedelta(hours=hour)
