"""The statements of the WTWCC 10B as they are signed, and the printed words of the form, in its two languages.

What the law asks the form to say: voluntary, no effect on benefits, how to revoke, redisclosure, right to a copy and
to inspect, mandated reporting (Civil Code 56.11; 45 CFR 164.508; 42 CFR 2.31). A change of wording is a new version;
a signed consent keeps the words it was signed with.
"""

from families.enums import Category, Language

VERSION = "2026-11"

STATEMENTS: dict[Language, tuple[str, ...]] = {
    Language.ENGLISH: (
        "Signing this form is my choice. If I do not sign, my benefits and my services stay the same.",
        (
            "Only what is marked on this form may be shared, only between the programs named on it, and only for "
            "the purpose written on it."
        ),
        (
            "I may take back this permission at any time, for everything or for one kind of information, by telling "
            "either worker in writing or in any other way. It ends at once. What was shared before that cannot be "
            "called back."
        ),
        (
            "A program that receives information must keep it private. If it is passed on to someone else as the "
            "law allows, the law may protect it less."
        ),
        (
            "Substance use treatment records are protected by federal law (42 CFR Part 2) and may not be passed on "
            "without my written permission, unless that law allows it."
        ),
        "I may have a copy of this form, and I may look at the information that is shared.",
        "Staff must report suspected child abuse or neglect. This form does not change that.",
    ),
    Language.SPANISH: (
        "Firmar este formulario es mi decisión. Si no firmo, mis beneficios y mis servicios no cambian.",
        (
            "Solo se puede compartir lo que está marcado en este formulario, solo entre los programas nombrados en "
            "él y solo para el propósito escrito en él."
        ),
        (
            "Puedo retirar este permiso en cualquier momento, para todo o para un tipo de información, avisando a "
            "cualquiera de los trabajadores por escrito o de otra manera. Termina de inmediato. Lo que se compartió "
            "antes no se puede recuperar."
        ),
        (
            "El programa que recibe la información debe mantenerla privada. Si se entrega a otra persona según lo "
            "permite la ley, es posible que la ley la proteja menos."
        ),
        (
            "Los registros de tratamiento por uso de sustancias están protegidos por la ley federal (42 CFR Parte "
            "2) y no se pueden entregar a otros sin mi permiso por escrito, a menos que esa ley lo permita."
        ),
        "Puedo tener una copia de este formulario y puedo ver la información que se comparte.",
        "El personal debe denunciar la sospecha de abuso o negligencia infantil. Este formulario no cambia eso.",
    ),
}

PURPOSE = {
    Language.ENGLISH: "Coordinate services and prevent duplication",
    Language.SPANISH: "Coordinar los servicios y evitar la duplicación",
}

CATEGORY_WORDS: dict[Language, dict[Category, str]] = {
    Language.ENGLISH: {category: category.label for category in Category},
    Language.SPANISH: {
        Category.CALWORKS_STATUS: "Estado, horas y citas de CalWORKs y Welfare-to-Work",
        Category.CASH_AID: "Ayuda en efectivo, presupuesto e ingresos",
        Category.SERVICES: "Servicios, fechas y visitas del plan del caso",
        Category.HOUSING: "Vivienda y falta de vivienda",
        Category.EMPLOYMENT: "Empleo y resumen de la evaluación",
        Category.EDUCATION: "Educación",
        Category.CULTURE: "Cultura y tradiciones, en palabras de la familia",
        Category.PHYSICAL_HEALTH: "Salud física",
        Category.MENTAL_HEALTH: "Salud mental",
        Category.SUBSTANCE_USE: "Tratamiento por uso de sustancias",
        Category.DRUG_TEST_RESULTS: "Resultados de pruebas de drogas",
        Category.DOMESTIC_ABUSE: "Violencia doméstica",
        Category.CANS: "Evaluación CANS",
    },
}


def statements_text(language: Language) -> str:
    """The exact words a person signs under, one statement a line; the last line names this wording."""
    return "\n".join([*STATEMENTS[language], f"WTWCC 10B, {VERSION}."])


PRINTED: dict[Language, dict[str, str]] = {
    Language.ENGLISH: {
        "title": "Authorization for Exchange of Information",
        "bureaus": "Children and Family Services and CalWORKs: Linkages",
        "constant_line": "Each program may hold items not shown here.",
        "page": "Page",
        "of": "of",
        "signer": "Who signs",
        "capacity": "Signs as",
        "persons": "Whose information",
        "parties": "Who shares with whom",
        "shares_with": "shares with",
        "purpose": "What for",
        "dates": "From and until",
        "until": "until",
        "limits": "Limits, in the signer's words",
        "covers": "Information of which dates",
        "event": "Ends earlier with",
        "county": "County interpreter or bilingual worker",
        "own": "The signer's own, CR 6181 signed on",
        "language": "Interpreter",
        "read_aloud": "Read aloud to the signer",
        "categories": "What may be shared",
        "categories_how": "Each kind is chosen by the signer. A sensitive kind also needs the signer's initials.",
        "initials": "Initials",
        "statements": "What the signer was told",
        "signature": "Signature",
        "signature_of": "Signature of",
        "on_paper": "Signed on paper; the scan is kept with this form.",
        "signed_on": "Signed on",
        "witness": "Witness",
        "explained_by": "Explained by",
        "none": "None",
        "yes": "Yes",
        "no": "No",
        "date_format": "M j, Y",
        "blank": "Blank form. Not signed.",
        "revoked": "Revoked on {day}",
        "taken_back": "Taken back on {day}: {what}",
        "everything": "Everything",
        "from_alone": "{what}, from {bureau} alone",
        "superseded": "Superseded by a newer form on {day}",
        "expired": "Expired on {day}",
        "ended": "Ended on {day}: what it was to end with has happened",
        "self": "For themselves and the children named",
        "guardian": "Parent or guardian of the children named",
        "representative": "Legal representative",
        "minor": "Minor, for services they may consent to themselves",
        "drawn": "Signed on screen",
        "typed": "Typed, with attestation",
        "mark": "Mark with two witnesses",
        "paper": "Signed on paper",
    },
    Language.SPANISH: {
        "title": "Autorización para el intercambio de información",
        "bureaus": "Children and Family Services y CalWORKs: Linkages",
        "constant_line": "Cada programa puede tener datos que no se muestran aquí.",
        "page": "Página",
        "of": "de",
        "signer": "Quién firma",
        "capacity": "Firma como",
        "persons": "De quién es la información",
        "parties": "Quién comparte con quién",
        "shares_with": "comparte con",
        "purpose": "Para qué",
        "dates": "Desde y hasta",
        "until": "hasta",
        "limits": "Límites, en palabras de quien firma",
        "covers": "Información de qué fechas",
        "event": "Termina antes con",
        "county": "Intérprete del condado o trabajador bilingüe",
        "own": "Intérprete propio, CR 6181 firmado el",
        "language": "Intérprete",
        "read_aloud": "Leído en voz alta a quien firma",
        "categories": "Qué se puede compartir",
        "categories_how": "Quien firma elige cada tipo. Un tipo delicado lleva además sus iniciales.",
        "initials": "Iniciales",
        "statements": "Lo que se le explicó a quien firma",
        "signature": "Firma",
        "signature_of": "Firma de",
        "on_paper": "Firmado en papel; la copia escaneada se guarda con este formulario.",
        "signed_on": "Firmado el",
        "witness": "Testigo",
        "explained_by": "Explicado por",
        "none": "Ninguno",
        "yes": "Sí",
        "no": "No",
        "date_format": r"j \d\e F \d\e Y",
        "blank": "Formulario en blanco. Sin firma.",
        "revoked": "Revocada el {day}",
        "taken_back": "Permiso retirado el {day}: {what}",
        "everything": "Todo",
        "from_alone": "{what}, solo para {bureau}",
        "superseded": "Reemplazada por una más reciente el {day}",
        "expired": "Venció el {day}",
        "ended": "Terminó el {day}: sucedió lo que debía ponerle fin",
        "self": "Por sí mismo y por los niños nombrados",
        "guardian": "Padre, madre o tutor de los niños nombrados",
        "representative": "Representante legal",
        "minor": "Menor de edad, para servicios que puede autorizar por sí mismo",
        "drawn": "Firmado en pantalla",
        "typed": "Escrito a máquina, con confirmación",
        "mark": "Marca con dos testigos",
        "paper": "Firmado en papel",
    },
}
