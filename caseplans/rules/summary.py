"""The back page: the Family Plan Summary's four columns, and the picture of the week (31-090 III.E.4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseplans.enums import Frequency, Responsible, Weekday
from caseplans.rules.spoken import spoken_times
from caseplans.statements import CODES, WORDS

COLUMNS = [(Responsible.FAMILY, "family_does"), (Responsible.CFS, "cfs_does"), (Responsible.CALWORKS, "calworks_does")]
EVERY_WEEK = {Frequency.WEEKLY, Frequency.DAILY, ""}


def activities_of(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is to be done: not what gives way, nor what is done."""
    every = [activity for goal in plan["goals"] for activity in goal["activities"]]
    return [activity for activity in every if not activity.get("stands")]


def family_plan_summary(plan: Mapping[str, Any], language: str) -> list[dict[str, Any]]:
    """The four columns, of spoken content: what we hope for, and what each of the three will do."""
    words = WORDS[language]
    hopes = [
        {"text": goal["text"], "by": goal["by_when"], "who": "", "with": ""} for goal in plan["goals"] if goal["text"]
    ]
    columns = [{"heading": words["hope"], "lines": hopes}]
    for responsible, heading in COLUMNS:
        lines = [
            {"text": one["text"], "by": one["due_on"], "who": one["person"], "with": one["provider"]}
            for one in activities_of(plan)
            if one["responsible"] == responsible
        ]
        columns.append({"heading": words[heading], "lines": lines})
    return columns


def week_picture(plan: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Who goes where on which day of the week, of spoken content: a row for each parent, and for whoever else goes.

    `days` are the seven names of the days; a row is `who` with seven `cells`, each a name of a day and its lines
    `time, text, place, often`.
    Empty of rows where nothing of the plan has a set day.
    """
    parents = [one["name"] for one in plan["people"] if one["is_parent"]]
    others = [one["name"] for one in plan["people"] if not one["is_parent"]]
    rows: dict[str, dict[Weekday, list[dict[str, Any]]]] = {
        name: {day: [] for day in Weekday} for name in [*parents, *others]
    }
    for activity in activities_of(plan):
        line = _line(activity, language)
        for day in _days_of(activity["recurs"]):
            for name in dict.fromkeys([activity["person"], *activity["others"]]):
                if name in rows:
                    rows[name][day].append(line)
    anything = any(lines for cells in rows.values() for lines in cells.values())
    shown = [name for name, cells in rows.items() if anything and (name in parents or any(cells.values()))]
    days = CODES[language]["weekday"]
    return {
        "days": [days[day] for day in Weekday],
        "rows": [
            {"who": name, "cells": [(days[day], sorted(lines, key=_hour)) for day, lines in rows[name].items()]}
            for name in shown
        ],
    }


def _days_of(recurs: Mapping[str, Any]) -> list[Weekday]:
    """The days named; else those that follow from how often it is done."""
    if recurs.get("weekdays"):
        return [Weekday(day) for day in recurs["weekdays"]]
    if recurs.get("frequency") == Frequency.DAILY:
        return list(Weekday)
    if recurs.get("frequency") in {Frequency.WEEKLY, Frequency.FORTNIGHTLY} and recurs["starts_on"]:
        return [list(Weekday)[date.fromisoformat(recurs["starts_on"]).weekday()]]
    return []


def _line(activity: Mapping[str, Any], language: str) -> dict[str, Any]:
    often = activity["recurs"].get("frequency", "")
    return {
        "from": activity["recurs"].get("from_time") or "",
        "time": spoken_times(activity["recurs"], language),
        "text": activity["text"],
        "place": activity["place"] or activity["provider"],
        "often": "" if often in EVERY_WEEK else CODES[language]["frequency"][often],
    }


def _hour(line: Mapping[str, Any]) -> str:
    return str(line["from"])
