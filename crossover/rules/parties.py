"""Whom besides the two bureaus the signer names, and what each of them may do (45 CFR 164.508; 42 CFR 2.31)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from crossover.enums import SharingMethod
from crossover.statements.sentences import Sentence, sentence

MOST_PARTIES = 3


@dataclass(frozen=True)
class Party:
    """A person by name or function, an organization, or both; with what they may do."""

    name: str = ""
    organization: str = ""
    may_share: bool = False
    may_receive: bool = False

    @property
    def is_named(self) -> bool:
        return bool(self.name.strip() or self.organization.strip())

    @property
    def is_blank(self) -> bool:
        return not (self.is_named or self.may_share or self.may_receive)


def named(parties: Sequence[Party]) -> list[Party]:
    """Those filled in."""
    return [party for party in parties if not party.is_blank]


def about_parties(parties: Sequence[Party]) -> dict[str, Sentence]:
    """Each is named, once, with at least one direction. The fields are counted from 1."""
    missing: dict[str, Sentence] = {}
    seen: set[tuple[str, str]] = set()
    for number, party in enumerate(parties, start=1):
        key = (party.name.strip().casefold(), party.organization.strip().casefold())
        if party.is_blank:
            continue
        if number > MOST_PARTIES:
            missing[f"party_{MOST_PARTIES}_name"] = sentence("Up to {most} others can be named.", most=MOST_PARTIES)
        elif not party.is_named:
            missing[f"party_{number}_name"] = sentence("Write a name, a function or an organization.")
        elif not (party.may_share or party.may_receive):
            missing[f"party_{number}_may"] = sentence("Say what they may do.")
        elif key in seen:
            missing[f"party_{number}_name"] = sentence("This one is named already.")
        seen.add(key)
    return missing


def about_reaching(parties: Sequence[Party], ways: Collection[str]) -> dict[str, Sentence]:
    """Whoever is named does not use this system: by that way alone nothing reaches them, nor comes from them."""
    if named(parties) and set(ways) == {SharingMethod.ELECTRONIC}:
        unreached = (
            "Others are named, and they do not use the county's system. Tick a way that reaches them: in meetings and "
            "by phone, or in writing."
        )
        return {"sharing_methods": sentence(unreached)}
    return {}
