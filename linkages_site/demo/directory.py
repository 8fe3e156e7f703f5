"""The demo county's resource directory, taken from a file like any county's."""

from pathlib import Path

from families.services.directory import import_providers

DIRECTORY = Path(__file__).with_name("providers.csv")


def make_directory() -> None:
    import_providers(DIRECTORY.read_bytes())
