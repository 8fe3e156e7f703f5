"""The same answers as the access layer's querysets, in SQL written by hand: what a careful person would have written.

Each function gives one statement and its parameters. The rows are compared before anything is timed.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User

# The families of one reader: which, and whether their content is the reader's too.
MINE = """
WITH mine AS MATERIALIZED (
    SELECT g.content_object_id AS family_id, bool_or(p.codename = 'work_family') AS works
    FROM families_familygrant g JOIN auth_permission p ON p.id = g.permission_id
    WHERE g.user_id = %(user)s AND p.codename IN ('view_family', 'work_family')
      AND g.valid_from <= %(now)s AND (g.valid_until IS NULL OR g.valid_until > %(now)s)
    GROUP BY 1
)
"""
NEXT_DUE = """
    SELECT min(t.due_on) FROM families_task t JOIN accounts_user o ON o.id = t.owner_id
    WHERE t.family_id = f.id AND t.opens_on <= %(today)s
      AND (t.owner_id = %(user)s OR (o.bureau = %(bureau)s AND mine.works))
"""
LIST = (
    MINE
    + f"""
SELECT f.uuid, f.name, ({NEXT_DUE}) AS next_due_on
FROM mine JOIN families_family f ON f.id = mine.family_id
{{where}} ORDER BY {{order}}, f.id LIMIT 25 OFFSET %(offset)s
"""
)
COUNT = MINE + "SELECT count(*) FROM mine JOIN families_family f ON f.id = mine.family_id {where}"
OPEN_COMPONENT = """
EXISTS (SELECT FROM families_cfscase c
        WHERE c.family_id = f.id AND c.component = %(component)s AND c.closed_on IS NULL)
"""
OVERDUE = """
EXISTS (SELECT FROM families_task t JOIN accounts_user o ON o.id = t.owner_id
        WHERE t.family_id = f.id AND t.opens_on <= %(today)s AND t.due_on < %(today)s
          AND (t.owner_id = %(user)s OR (o.bureau = %(bureau)s AND mine.works)))
"""
MATCHING = """(
    unaccent(f.name) ILIKE {word}
    OR EXISTS (SELECT FROM families_person p WHERE p.family_id = f.id AND (unaccent(p.first_name) ILIKE {word}
        OR unaccent(p.last_name) ILIKE {word} OR unaccent(p.also_known_as) ILIKE {word}))
    OR EXISTS (SELECT FROM families_cfscase c WHERE c.family_id = f.id AND c.number ILIKE {word})
    OR EXISTS (SELECT FROM families_calworkscase c WHERE c.family_id = f.id AND c.number ILIKE {word})
)"""
READABLE = (
    MINE
    + """
SELECT r.uuid FROM mine JOIN {table} r ON r.family_id = mine.family_id
WHERE (r.bureau = %(bureau)s AND mine.works)
   OR (r.category IN ('identity', 'contact', 'logistics') AND NOT r.confidential)
   OR (mine.works AND NOT r.confidential AND r.category <> 'investigation'
       AND (%(trained)s OR r.category <> 'domestic_abuse') AND (
        EXISTS (SELECT FROM families_categoryrule k WHERE k.category = r.category AND k.crosses_without_consent)
        OR EXISTS (
            SELECT FROM crossover_consentscope s
            WHERE s.person_id = r.about_id AND s.category = r.category
              AND s.discloser = r.bureau AND s.recipient = %(bureau)s
              AND s.from_date <= %(today)s AND s.until_date >= %(today)s
              AND NOT EXISTS (SELECT FROM crossover_consentevent e
                              WHERE e.consent_id = s.consent_id AND e.at <= %(now)s
                                AND e.kind IN ('revoked', 'event_came', 'superseded')
                                AND e.category IN ('', s.category) AND e.recipient IN ('', s.recipient)
                                AND (e.person_id IS NULL OR e.person_id = s.person_id)))))
ORDER BY r.id
"""
)


@dataclass(frozen=True)
class Statement:
    sql: str
    parameters: Any

    def rows(self) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            return cursor.fetchall()


def _statement(sql: str, user: User, **more: Any) -> Statement:
    now = timezone.now()
    known = {"user": user.pk, "bureau": user.bureau, "now": now, "today": timezone.localdate(now)}
    known["trained"] = user.is_trained_in_domestic_abuse
    return Statement(sql, known | more)


def family_list(user: User, *, offset: int = 0) -> Statement:
    return _statement(LIST.format(where="", order="f.name"), user, offset=offset)


def families_by_due_date(user: User) -> Statement:
    return _statement(LIST.format(where="", order="next_due_on"), user, offset=0)


def families_of_component(user: User, component: str) -> Statement:
    return _statement(LIST.format(where=f"WHERE {OPEN_COMPONENT}", order="f.name"), user, component=component, offset=0)


def overdue_families(user: User) -> Statement:
    return _statement(LIST.format(where=f"WHERE {OVERDUE}", order="f.name"), user, offset=0)


def family_count(user: User) -> Statement:
    return _statement(COUNT.format(where=""), user)


def overdue_count(user: User) -> Statement:
    return _statement(COUNT.format(where=f"WHERE {OVERDUE}"), user)


def families_matching(user: User, words: str) -> Statement:
    places = {f"word{place}": word for place, word in enumerate(words.split())}
    terms = [MATCHING.format(word=f"'%%' || unaccent(%({name})s) || '%%'") for name in places]
    return _statement(LIST.format(where=f"WHERE {' AND '.join(terms)}", order="f.name"), user, offset=0, **places)


def readable(user: User, table: str) -> Statement:
    return _statement(READABLE.format(table=table), user)
