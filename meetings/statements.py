"""The words of the letter that invites the family to a meeting, in the languages it is written in."""

from families.enums import Language


def letter_language(language: str) -> Language:
    """In which language the letter is written for someone of this language: in English where it is in no other."""
    return Language(language) if language in INVITATION else Language.ENGLISH


INVITATION: dict[Language, dict[str, str]] = {
    Language.ENGLISH: {
        "bureaus": "Children and Family Services and CalWORKs: Linkages",
        "page": "Page",
        "of": "of",
        "title": "You are invited to a meeting",
        "greeting": "Dear",
        "opening": "We would like to meet with you to plan together how we can support your family.",
        "when": "When",
        "how": "How",
        "where": "Where, or how to dial in",
        "interpreter": "Interpreter",
        "in_person": "In person",
        "phone": "By phone",
        "video": "By video",
        "yours": "This is your meeting. You may bring someone who supports you.",
        "help": (
            "If you need a ride, child care, an interpreter or another day, or want to take part by phone, call us."
        ),
        "voluntary": "What we talk about helps to make one plan for your family. Nothing is decided without you.",
        "contact": "Whom to call",
    },
    Language.SPANISH: {
        "bureaus": "Servicios para Niños y Familias (CFS) y CalWORKs: Linkages",
        "page": "Página",
        "of": "de",
        "title": "Le invitamos a una reunión",
        "greeting": "Estimado/a",
        "opening": "Queremos reunirnos con usted para planear juntos cómo apoyar a su familia.",
        "when": "Cuándo",
        "how": "Cómo",
        "where": "Dónde, o cómo conectarse",
        "interpreter": "Intérprete",
        "in_person": "En persona",
        "phone": "Por teléfono",
        "video": "Por video",
        "yours": "Esta es su reunión. Puede traer a alguien que le apoye.",
        "help": (
            "Si necesita transporte, cuidado de niños, un intérprete u otro día, o quiere participar por teléfono, "
            "llámenos."
        ),
        "voluntary": "Lo que hablemos ayuda a hacer un solo plan para su familia. Nada se decide sin usted.",
        "contact": "A quién llamar",
    },
}
