"""Who opened many families within one hour, whichever minute that hour begins at."""

import datetime
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from uuid import UUID

HOUR = datetime.timedelta(hours=1)
Opening = tuple[int, datetime.datetime, UUID]


@dataclass
class Burst:
    """One person's stretch of time, from the first opening to the last, and every family opened in it."""

    who: int
    begins: datetime.datetime
    ends: datetime.datetime
    families: set[UUID]


def bursts(openings: Iterable[Opening], most: int) -> list[Burst]:
    """Every hour with more than `most` different families, latest first; hours that overlap are one stretch.

    Openings are (key of the person, moment, family), ordered by person and moment.
    """
    found = [burst for who, theirs in groupby(openings, itemgetter(0)) for burst in _of_one(who, theirs, most)]
    return sorted(found, key=lambda burst: burst.begins, reverse=True)


def _of_one(who: int, openings: Iterable[Opening], most: int) -> list[Burst]:
    found: list[Burst] = []
    hour: deque[tuple[datetime.datetime, UUID]] = deque()
    times: Counter[UUID] = Counter()
    for _, at, family in openings:
        hour.append((at, family))
        times[family] += 1
        while at - hour[0][0] > HOUR:
            times[hour.popleft()[1]] -= 1
        families = set(+times)
        if len(families) <= most:
            continue
        if found and hour[0][0] <= found[-1].ends:
            found[-1].ends = at
            found[-1].families |= families
        else:
            found.append(Burst(who, hour[0][0], at, families))
    return found
