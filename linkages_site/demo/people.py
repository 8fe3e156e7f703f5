"""The demo county's households: invented names, no real data, always the same."""

from dataclasses import dataclass

from families.enums import Component, Language


@dataclass(frozen=True)
class Household:
    """A family as a clerk first hears of it: parents by relationship, children, where they live."""

    name: str
    mother: str
    father: str = ""
    children: tuple[str, ...] = ("Alex",)
    language: Language = Language.ENGLISH
    component: Component = Component.IFS
    street: str = "100 Pine Street"
    city: str = "Martinez"
    confidential: bool = False


CARILLO = Household(
    "Carillo",
    "Elena",
    "Daniel",
    ("Mateo", "Sofia"),
    component=Component.FR,
    street="2210 Willow Avenue",
    city="Antioch",
)
REYES = Household(
    "Reyes", "Maria", "Hector", ("Lucia", "Diego"), Language.SPANISH, street="415 Escobar Street", city="Martinez"
)

NAMES = [
    "Abara",
    "Alvarez",
    "Banerjee",
    "Bautista",
    "Bell",
    "Castillo",
    "Chavez",
    "Cole",
    "Dang",
    "Diaz",
    "Edwards",
    "Flores",
    "Foster",
    "Gomez",
    "Grant",
    "Haddad",
    "Harris",
    "Ibarra",
    "Jackson",
    "Jimenez",
    "Keller",
    "Lam",
    "Le",
    "Marsh",
    "Medina",
    "Mitchell",
    "Mora",
    "Navarro",
    "Ortega",
    "Osei",
    "Palmer",
    "Pham",
    "Quintero",
    "Ramos",
    "Robinson",
    "Saeed",
    "Santos",
    "Silva",
    "Vega",
    "Yang",
    "Zamora",
    "Zielinski",
    "Zapata",
    "Zavala",
    "Ziegler",
    "Zuniga",
    "Zwick",
    "Zeledon",
    "Zhu",
    "Zoltan",
    "Zubiri",
    "Zaragoza",
    "Zepeda",
    "Zelaya",
    "Zuleta",
    "Zurita",
    "Zamudio",
    "Zapien",
]
MOTHERS = [
    "Angela",
    "Bianca",
    "Carmen",
    "Denise",
    "Esther",
    "Fatima",
    "Gina",
    "Hanh",
    "Imani",
    "Jasmine",
    "Karina",
    "Lena",
    "Monica",
    "Nadia",
    "Olivia",
]
FATHERS = [
    "Aaron", "Ben", "Carlos", "Dmitri", "Ernesto", "Farid", "Gabriel", "Hugo", "Isaac", "Joel",
]  # fmt: skip
CHILDREN = [
    "Ana",
    "Ben",
    "Camila",
    "David",
    "Eli",
    "Fernanda",
    "Gael",
    "Hana",
    "Ivy",
    "Jayden",
    "Kayla",
    "Leo",
    "Mia",
    "Noah",
    "Omar",
    "Paz",
    "Ruby",
    "Sam",
    "Tia",
    "Uma",
]
STREETS = [
    "Alhambra Avenue",
    "Berrellesa Street",
    "Castro Street",
    "Delta Fair Boulevard",
    "Estudillo Street",
    "Fitzuren Road",
]
CITIES = ["Martinez", "Antioch", "Richmond", "Concord", "Pittsburg"]
LANGUAGES = [Language.ENGLISH, Language.SPANISH, Language.ENGLISH, Language.VIETNAMESE, Language.ENGLISH]
# Half of the families are IFS families, as the handbook's road is theirs.
COMPONENTS = [
    Component.IFS, Component.IFS, Component.FM, Component.FR, Component.IFS, Component.PP, Component.IFS, Component.ER,
]  # fmt: skip


def households() -> list[Household]:
    """Seven more than forty: two of them stay a referral without a family (nobody looked yet; nothing was found)."""
    return [
        Household(
            name=name,
            mother=MOTHERS[i % len(MOTHERS)],
            father=FATHERS[i % len(FATHERS)] if i % 3 == 0 else "",
            children=tuple(CHILDREN[(i * 3 + k) % len(CHILDREN)] for k in range(1 + i % 3)),
            language=LANGUAGES[i % len(LANGUAGES)],
            component=COMPONENTS[i % len(COMPONENTS)],
            street=f"{100 + 37 * i} {STREETS[i % len(STREETS)]}",
            city=CITIES[i % len(CITIES)],
            confidential=i % 13 == 5,
        )
        for i, name in enumerate(NAMES)
    ]
