"""The county's resource directory, kept by import."""

from django.db import transaction

from families.models import Provider, Service
from families.rules.directory import read_directory


@transaction.atomic
def import_providers(content: bytes) -> tuple[int, int]:
    """Take a CSV file into the directory: a name and area on file is brought up to date, another one is added.

    What the file does not name stays. Returns how many were added and how many changed. Raises UnreadableDirectory.
    """
    lines = read_directory(content, set(Service.objects.values_list("code", flat=True)))
    added = 0
    for line in lines:
        facts = line.facts
        found = Provider.objects.filter(name__iexact=facts["name"], area__iexact=facts["area"]).first()
        provider = found or Provider()
        for name, value in facts.items():
            setattr(provider, name, value)
        provider.listed = True
        provider.save()
        provider.services.set(Service.objects.filter(pk__in=line.services))
        added += found is None
    return added, len(lines) - added
