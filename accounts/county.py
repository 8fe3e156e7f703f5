"""Which numbers are the county's: typed declarations with a default, a unit and the source of the default."""

from dataclasses import dataclass

COUNTY_NUMBERS: dict[str, "CountyNumber"] = {}


@dataclass(frozen=True)
class CountyNumber:
    """A number an administrator may change, from `least` to `most`.

    Read its value with `Setting.objects.number(declaration)`.
    """

    key: str
    default: int
    unit: str
    label: str
    source: str
    least: int = 1
    most: int = 90

    def __post_init__(self) -> None:
        COUNTY_NUMBERS[self.key] = self
