from django.db import migrations
from django.utils import timezone

# Code, name, name in Spanish, what it tells of, as what it counts toward Welfare-to-Work (domain 3.5 and 5).
SERVICES = [
    ("substance_use", "Drug and alcohol services", "Servicios de drogas y alcohol", "substance_use", "behavioral_health"),
    ("mental_health", "Mental health services", "Servicios de salud mental", "mental_health", "behavioral_health"),
    ("transportation", "Transportation", "Transporte", "", ""),
    ("anger_management", "Anger management classes", "Clases de control del enojo", "", "cfs_activity"),
    ("parenting", "Parenting classes", "Clases para padres", "", "cfs_activity"),
    ("employment", "Employment", "Empleo", "", "job"),
    ("housing", "Housing services", "Servicios de vivienda", "", ""),
    ("food", "Food bank", "Banco de alimentos", "", ""),
    (
        "domestic_violence", "Domestic violence services", "Servicios de violencia doméstica", "domestic_abuse",
        "domestic_abuse",
    ),
    ("clothes_closet", "Ready-to-Work Clothes Closet (VESTIA)", "Ropero Ready-to-Work (VESTIA)", "", ""),
    ("child_care", "Child care", "Cuidado de niños", "", ""),
    ("visitation", "Visits with the children", "Visitas con los niños", "", "cfs_activity"),
    ("home_visit", "Social worker's home visits", "Visitas de la trabajadora social al hogar", "", "cfs_activity"),
    ("home_visiting", "Home visiting program", "Programa de visitas al hogar", "", "cfs_activity"),
    ("rental_assistance", "Rental assistance", "Ayuda con la renta", "", ""),
    ("homeless_aid", "Homeless assistance", "Ayuda para personas sin hogar", "", ""),
    ("preservation", "Family Preservation", "Preservación familiar", "", "cfs_activity"),
    ("subsidized_job", "Subsidized employment", "Empleo subsidiado", "", "subsidized_job"),
    ("other", "Other", "Otro", "", ""),
]  # fmt: skip
FIELDS = ["code", "name", "name_es", "tells_of", "counts_as"]


def seed(apps, schema_editor):
    """The catalogue begins with the handbook's eleven services and those of domain 3.5, each with its first history."""
    services = apps.get_model("families", "Service")._default_manager
    history = apps.get_model("families", "HistoricalService")._default_manager
    for row in SERVICES:
        facts = dict(zip(FIELDS, row, strict=True))
        services.create(**facts)
        history.create(**facts, history_date=timezone.now(), history_type="+")


class Migration(migrations.Migration):
    dependencies = [("families", "0026_services_and_providers")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
