"""The ground: families, people, cases, assignments, and the rows derived from them."""

from families.models.arranging import OWN_TASK_KEY, HandOver, OwnTask, Snooze
from families.models.base import CASE_NUMBER, CaseNumberField, Categorised, CategoryRule, FamilyRow
from families.models.cases import (
    Assignment,
    CalworksCase,
    CfsCase,
    MonthlyFigure,
    Referral,
    Removal,
    WtwStanding,
    in_order,
)
from families.models.exceptions import BreakGlass, BreakGlassReview, Conflict, Restriction
from families.models.people import Address, Family, Person, PersonNote
from families.models.resources import Provider, Service
from families.models.work import Draft, FamilyGrant, MailChoice, Notice, Task

__all__ = [
    "CASE_NUMBER",
    "OWN_TASK_KEY",
    "Address",
    "Assignment",
    "BreakGlass",
    "BreakGlassReview",
    "CalworksCase",
    "CaseNumberField",
    "Categorised",
    "CategoryRule",
    "CfsCase",
    "Conflict",
    "Draft",
    "Family",
    "FamilyGrant",
    "FamilyRow",
    "HandOver",
    "MailChoice",
    "MonthlyFigure",
    "Notice",
    "OwnTask",
    "Person",
    "PersonNote",
    "Provider",
    "Referral",
    "Removal",
    "Restriction",
    "Service",
    "Snooze",
    "Task",
    "WtwStanding",
    "in_order",
]
