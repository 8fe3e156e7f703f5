"""Working days, and what an administrator may do."""

import calendar
import datetime
from collections.abc import Mapping
from functools import lru_cache

from holidays import HolidayBase
from holidays import country_holidays as public_holidays


@lru_cache
def california_holidays() -> HolidayBase:
    return public_holidays("US", subdiv="CA")


def is_working_day(day: datetime.date, closures: Mapping[datetime.date, bool]) -> bool:
    """Monday to Friday, not a California holiday, not a county closure.

    `closures` maps a day to True where the county works on it although it is a holiday, to False where it is closed.
    """
    if day in closures:
        return closures[day]
    return day.weekday() < 5 and day not in california_holidays()


def is_first_of_week(day: datetime.date, closures: Mapping[datetime.date, bool]) -> bool:
    """A working day before which, since Monday, there was none."""
    before = (day - datetime.timedelta(days=number) for number in range(1, day.weekday() + 1))
    return is_working_day(day, closures) and not any(is_working_day(each, closures) for each in before)


def add_working_days(start: datetime.date, days: int, closures: Mapping[datetime.date, bool]) -> datetime.date:
    """The day that lies `days` working days after `start`; `start` itself is not counted."""
    day = start
    while days > 0:
        day += datetime.timedelta(days=1)
        if is_working_day(day, closures):
            days -= 1
    return day


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, or the last one of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def end_of_month(day: datetime.date) -> datetime.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
