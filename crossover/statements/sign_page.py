"""The page on which the WTWCC 10B is signed, in the words of the signer who reads along."""

from families.enums import Language

# The page on which the form is signed, where the signer reads along.
SIGN_PAGE: dict[Language, dict[str, str]] = {
    Language.ENGLISH: {
        "required": "(required)",
        "family": "Family {family}. This form is in English.",
        "newer": "A newer form of the same signer, or of their legal representative, ends the earlier one for the "
        "people it covers, from the day it begins.",
        "show_ends": "Show what this form ends",
        "who": "Who",
        "what": "What, between whom, and until when",
        "others": "Others the signer names",
        "others_how": "People or organizations besides the two bureaus, by name or function: a therapist, a school, a "
        "lawyer. Staff may tell them, or hear from them, what is ticked here, in the ways ticked here. They do not use "
        "this system, and it sends them nothing.",
        "party_name": "Name or function ({number})",
        "party_organization": "Organization ({number})",
        "party_may": "They may ({number})",
        "share": "tell the two programs",
        "receive": "be told by the two programs",
        "told": "What the signer is told",
        "signature": "Signature",
        "signature_or_mark": "Signature or mark",
        "draw": "draw it here",
        "clear": "Clear and draw again",
        "by_typing": "Or sign by typing",
        "without_pointer": "Drawing area. Without a pointer, type the name below.",
        "staff": "Staff",
        "drawn": "Signature drawn",
        "cleared": "Drawing cleared",
        "missing": "Missing before signing.",
        "switch": "Use the form in {language}",
        "stays": "What is typed stays; a chosen file is chosen again.",
        "save": "Save the signed form",
        "cancel": "Cancel",
        "check": "Not saved yet. Please check:",
        "again": "Choose the file again.",
        "unsaved": "You have unsaved text from",
        "restore": "Restore",
        "discard": "Discard",
    },
    Language.SPANISH: {
        "required": "(obligatorio)",
        "family": "Familia {family}. Este formulario está en español.",
        "newer": "Un formulario más reciente de la misma persona, o de su representante legal, pone fin al anterior "
        "para quienes cubre, desde el día en que comienza.",
        "show_ends": "Ver a qué pone fin este formulario",
        "who": "Quién",
        "what": "Qué, entre quiénes y hasta cuándo",
        "others": "Otros que nombra quien firma",
        "others_how": "Personas u organizaciones aparte de los dos programas, por nombre o cargo: un terapeuta, una "
        "escuela, un abogado. El personal puede decirles u oír de ellos lo que se marca aquí, en las formas que se "
        "marcan aquí. No usan este sistema, y este no les envía nada.",
        "party_name": "Nombre o cargo ({number})",
        "party_organization": "Organización ({number})",
        "party_may": "Puede ({number})",
        "share": "informar a los dos programas",
        "receive": "recibir información de los dos programas",
        "told": "Lo que se le explica a quien firma",
        "signature": "Firma",
        "signature_or_mark": "Firma o marca",
        "draw": "dibújela aquí",
        "clear": "Borrar y dibujar de nuevo",
        "by_typing": "O firme escribiendo su nombre",
        "without_pointer": "Espacio para dibujar. Sin ratón ni pantalla táctil, escriba el nombre abajo.",
        "staff": "Personal",
        "drawn": "Firma dibujada",
        "cleared": "Dibujo borrado",
        "missing": "Falta antes de firmar.",
        "switch": "Usar el formulario en {language}",
        "stays": "Lo escrito se conserva; un archivo elegido se elige otra vez.",
        "save": "Guardar el formulario firmado",
        "cancel": "Cancelar",
        "check": "Todavía no se guardó. Por favor revise:",
        "again": "Elija el archivo de nuevo.",
        "unsaved": "Hay texto sin guardar del",
        "restore": "Recuperar",
        "discard": "Descartar",
    },
}
# The fields of that page in Spanish: label and hint. In English they stand with the fields.
FIELDS_IN_SPANISH: dict[str, tuple[str, str]] = {
    "signer": ("Quién firma", ""),
    "capacity": (
        "Firma como",
        (
            "Desde los {minor_age} años un menor firma por sí solo para salud mental y tratamiento por uso de "
            "sustancias. "
            "Un representante legal firma por un adulto, por niños o por ambos."
        ),
    ),
    "authority": (
        "Documento del representante legal",
        "Se necesita si firma un representante legal. Queda en el programa que lo pide. PDF, JPEG o PNG, hasta 10 MB.",
    ),
    "persons": (
        "De quién es la información",
        (
            "Quien firma y cada niño, uno por uno. Cada otro adulto firma su propio formulario, salvo si tiene un "
            "representante legal: entonces firma este."
        ),
    ),
    "disclosers": ("Quién puede compartir con quién", ""),
    "sharing_methods": (
        "Cómo se puede compartir",
        "Al menos una forma. Si no se marca el sistema Linkages, nada se abre en él: el personal solo dice o escribe.",
    ),
    "purpose": ("Para qué", ""),
    "categories": (
        "Qué se puede compartir",
        (
            "Quien firma elige cada tipo de información. Marque solo aquello a lo que dice que sí. Junto a cada tipo "
            "delicado que se marca van sus iniciales."
        ),
    ),
    "covers_from": ("Información desde", ""),
    "covers_until": (
        "Información hasta",
        (
            "Deje ambas vacías si quien firma no pone fechas. Con fechas solo se comparte lo que lleva las suyas: "
            "estado de Welfare-to-Work, horas, ingresos, tiempo fuera del hogar. Las notas y el plan quedan en su "
            "programa."
        ),
    ),
    "from_date": ("Desde", ""),
    "until_date": ("Último día", "A lo más {longest} días después de firmar; en papel, después del día escrito en él."),
    "expiry_event": (
        "Termina antes, cuando suceda esto",
        "En palabras de quien firma, si nombra un suceso. Si no, termina el último día.",
    ),
    "limits": ("Límites, en palabras de quien firma", "Hasta 1,000 caracteres."),
    "interpreter": (
        "Intérprete",
        "Nombre y agencia, o el trabajador bilingüe. Se necesita cuando quien firma habla otro idioma.",
    ),
    "interpreter_type": ("De quién es el intérprete", ""),
    "release_on": ("CR 6181 firmado el", "Cuando quien firma trae su propio intérprete."),
    "read_aloud": ("El formulario se leyó en voz alta a quien firma", ""),
    "method": ("Cómo se firma", ""),
    "typed_name": ("Nombre completo de quien firma", ""),
    "attest": ("Soy quien firma, y escribir mi nombre es mi firma", ""),
    "first_witness": (
        "Primer testigo de una marca",
        "Nombre completo. El testigo escribe el nombre de quien firma junto a la marca.",
    ),
    "second_witness": ("Segundo testigo de una marca", ""),
    "scan": ("Copia escaneada del formulario firmado en papel", "PDF, JPEG o PNG, hasta 10 MB."),
    "paper_on": (
        "Firmado en papel el",
        "El día escrito en el papel, de hace un año a lo más. Nada se comparte antes de que se registre aquí.",
    ),
    "explained": (
        "El formulario se explicó a quien firma, se contestaron sus preguntas y el personal vio la firma",
        "Por usted; en papel, por quien se nombra en él.",
    ),
}
