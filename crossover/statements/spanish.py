"""In Spanish: every sentence the WTWCC 10B may say beside a field, and the languages and statements it names."""

from crossover.enums import StatementKind
from families.enums import Language

LANGUAGES_IN_SPANISH: dict[Language, str] = {
    Language.ENGLISH: "inglés",
    Language.SPANISH: "español",
    Language.CHINESE: "chino",
    Language.VIETNAMESE: "vietnamita",
    Language.TAGALOG: "tagalo",
    Language.FARSI: "farsi",
    Language.RUSSIAN: "ruso",
    Language.ARABIC: "árabe",
    Language.KHMER: "jemer",
    Language.KOREAN: "coreano",
    Language.ARMENIAN: "armenio",
}
STATEMENTS_IN_SPANISH: dict[StatementKind, str] = {
    StatementKind.VOLUNTARY: "Firmar es voluntario",
    StatementKind.BENEFITS: "Los beneficios y servicios no cambian",
    StatementKind.SHARED: "Qué se puede compartir",
    StatementKind.REVOKING: "Cómo revocar",
    StatementKind.REDISCLOSURE: "Divulgación posterior",
    StatementKind.PART_2: "Registros de tratamiento por uso de sustancias (42 CFR Parte 2)",
    StatementKind.COPY: "Copia y consulta",
    StatementKind.REPORTING: "Denuncia obligatoria",
    StatementKind.PURPOSE: "Finalidad, como se imprime en el formulario",
}

# English pattern -> Spanish. The facts keep their names.
IN_SPANISH: dict[str, str] = {
    # who signs for whom
    "Say who signs.": "Diga quién firma.",
    "Say in which capacity they sign.": "Diga en qué calidad firma.",
    "{signer} is an adult. Only a minor signs as a minor.": (
        "{signer} es mayor de edad. Solo un menor firma como menor."
    ),
    "Choose at least one person whose information is covered.": (
        "Elija al menos a una persona cuya información se cubre."
    ),
    "Choose people of this family.": "Elija a personas de esta familia.",
    "Every adult signs a form of their own. Leave the other adult out.": (
        "Cada adulto firma su propio formulario. No incluya al otro adulto."
    ),
    "{signer} signs for themselves: tick their name too.": "{signer} firma por sí: marque también su nombre.",
    "{signer} signs for the children only. Leave their own name out.": (
        "{signer} firma solo por los niños. No marque su nombre."
    ),
    "{signer} signs as a legal representative. Leave their own name out.": (
        "{signer} firma como representante legal. No marque su nombre."
    ),
    "A legal representative signs for one adult on a form. Leave the other out.": (
        "Un representante legal firma por un solo adulto en cada formulario. No incluya al otro."
    ),
    "Only a parent, guardian or legal representative signs for children.": (
        "Solo el padre, la madre, el tutor o el representante legal firma por los niños."
    ),
    "Attach the document that makes them the legal representative.": (
        "Adjunte el documento que le da la representación legal."
    ),
    # minors
    "Enter {signer}'s date of birth first: it is missing or only estimated.": (
        "Anote primero la fecha de nacimiento de {signer}: falta o es solo aproximada."
    ),
    "A minor signs from the age of {age}. A parent, guardian or legal representative signs.": (
        "Un menor firma desde los {age} años. Antes firma su padre, madre, tutor o representante legal."
    ),
    "{signer} signs for themselves alone. Tick their name and no other.": (
        "{signer} firma solo por sí. Marque su nombre y ningún otro."
    ),
    "{signer} is an adult and signs for themselves.": "{signer} es mayor de edad y firma por sí.",
    "{signer} is a minor: they sign for services they may consent to themselves.": (
        "{signer} es menor de edad: firma para los servicios que puede autorizar por su cuenta."
    ),
    "A minor signs alone for {kinds} only. A parent signs for the rest.": (
        "Un menor firma por su cuenta solo para {kinds}. Para lo demás firma su padre o madre."
    ),
    "{child} is an adult and signs a form of their own. Leave them out.": (
        "{child} es mayor de edad y firma su propio formulario. No marque su nombre."
    ),
    "Enter {child}'s date of birth first: it is missing or only estimated, and from the age of {age} a child signs for "
    "{kinds} themselves.": (
        "Anote primero la fecha de nacimiento de {child}: falta o es solo aproximada, y desde los {age} años un menor "
        "firma por su cuenta para {kinds}."
    ),
    "{child} is {age} or older and signs for {kinds} themselves. Leave out this kind or {child}, and ask {child} to "
    "sign.": (
        "{child} ya cumplió {age} años y firma por su cuenta para {kinds}. No marque este tipo o no incluya a {child}, "
        "y pida a {child} que firme."
    ),
    # what, between whom, how, for how long
    "Choose at least one direction.": "Elija al menos quién comparte con quién.",
    "Choose at least one way to share.": "Elija al menos una forma de compartir.",
    "Write the purpose.": "Escriba para qué.",
    "Nothing is ticked yet. The signer opts in to each kind of information.": (
        "Todavía no hay nada marcado. Quien firma elige cada tipo de información."
    ),
    "Choose from the list.": "Elija de la lista.",
    "Up to {most} others can be named.": "Se puede nombrar a otros, hasta {most}.",
    "Write a name, a function or an organization.": "Escriba un nombre, un cargo o una organización.",
    "Say what they may do.": "Diga qué puede hacer.",
    "This one is named already.": "Ya está entre los nombrados.",
    "Others are named, and they do not use the county's system. Tick a way that reaches them: in meetings and by "
    "phone, or in writing.": (
        "Se nombra a otros, y ellos no usan el sistema del condado. Marque una manera de llegar a ellos: en reuniones "
        "y por teléfono, o por escrito."
    ),
    "The last day of the information lies before the first.": (
        "El último día de la información es anterior al primero."
    ),
    "Say from which day.": "Diga desde qué día.",
    "Say until which day.": "Diga hasta qué día.",
    "The last day lies before the first day, or in the past.": "El último día es anterior al primero o ya pasó.",
    "A WTWCC 10B lasts {longest} days at most, counted from the signing. Choose an earlier day.": (
        "Un WTWCC 10B dura {longest} días como máximo, contados desde la firma. Elija un día anterior."
    ),
    # initials
    "This kind is sensitive: it needs the signer's initials.": (
        "Este tipo es delicado: lleva las iniciales de quien firma."
    ),
    "Tick this kind too, or clear the initials.": "Marque también este tipo o borre las iniciales.",
    "One person signs: the initials are “{first}” elsewhere on this form.": (
        "Firma una sola persona: en otra parte del formulario las iniciales son «{first}»."
    ),
    "These are not the initials of {signer}, who signs.": "Estas no son las iniciales de {signer}, quien firma.",
    # language
    "The form exists in English and Spanish. Choose one and name the interpreter.": (
        "El formulario existe en inglés y en español. Elija uno y nombre al intérprete."
    ),
    "This form is in {form} and the signer speaks {spoken}: name the interpreter or change the form.": (
        "Este formulario está en {form} y quien firma habla {spoken}: nombre al intérprete o cambie de formulario."
    ),
    "The signer speaks {spoken} and needs an interpreter: name the interpreter or the bilingual worker.": (
        "Quien firma habla {spoken} y necesita intérprete: nombre al intérprete o al trabajador bilingüe."
    ),
    "Say whether the county or the signer brought the interpreter.": (
        "Diga si el intérprete es del condado o lo trajo quien firma."
    ),
    "Give the date of the CR 6181, or use the county's interpreter.": (
        "Anote la fecha del CR 6181 o use el intérprete del condado."
    ),
    "The CR 6181 is signed anew every year, and not in advance.": (
        "El CR 6181 se firma de nuevo cada año, y no por adelantado."
    ),
    "The words the signer is told were changed meanwhile. Read them again, then save.": (
        "Las palabras que se le explican a quien firma cambiaron mientras tanto. Léalas de nuevo y luego guarde."
    ),
    "The form lacks what the law asks it to say in this language: {kinds}. An administrator writes it.": (
        "Al formulario le falta lo que la ley exige decir en este idioma: {kinds}. Lo escribe un administrador."
    ),
    # signature
    "Say how it is signed.": "Diga cómo se firma.",
    "The signature is missing.": "Falta la firma.",
    "The mark is missing.": "Falta la marca.",
    "Type the signer's full name.": "Escriba el nombre completo de quien firma.",
    "This is not the name of {signer}, who signs.": "Este no es el nombre de {signer}, quien firma.",
    "The signer confirms that typing their name is their signature.": (
        "Quien firma confirma que escribir su nombre es su firma."
    ),
    "A mark needs two different witnesses.": "Una marca necesita dos testigos distintos.",
    "The signer, and whoever the form is about, cannot be a witness. Staff can.": (
        "Quien firma, y las personas de quienes trata el formulario, no pueden ser testigos. El personal sí."
    ),
    # paper
    "Attach the scan of the signed paper.": "Adjunte la copia escaneada del papel firmado.",
    "Write the day that stands on the paper.": "Escriba el día que figura en el papel.",
    "This day has not come yet. Write the day that stands on the paper.": (
        "Este día todavía no llega. Escriba el día que figura en el papel."
    ),
    "This paper is older than a year. Ask the signer to sign a new form.": (
        "Este papel tiene más de un año. Pida a quien firma un formulario nuevo."
    ),
    "{signer} signed a newer form on {day}. That form counts, not this paper.": (
        "{signer} firmó un formulario más reciente el {day}. Ese es el que vale."
    ),
    "{signer} took permission back on {day}, after this paper. Ask them to sign a new form.": (
        "{signer} retiró su permiso el {day}, después de este papel. Pida que firme un formulario nuevo."
    ),
    # what a newer form ends
    "The form of {signed} ends for {ended} on {ends}.": "El formulario del {signed} termina para {ended} el {ends}.",
    "The form of {signed} ends for {ended} on {ends}; for {staying} it stays.": (
        "El formulario del {signed} termina para {ended} el {ends}; para {staying} sigue vigente."
    ),
    # scans and drawings, said by documents/scans.py
    "The file is empty. Scan the page again.": "El archivo está vacío. Escanee la página de nuevo.",
    "The file is larger than %(limit)s MB. Scan it at a lower resolution.": (
        "El archivo pasa de %(limit)s MB. Escanéelo con menor resolución."
    ),
    "Only a PDF, a JPEG or a PNG can be attached. This file is something else inside.": (
        "Solo se puede adjuntar un PDF, un JPEG o un PNG. Este archivo contiene otra cosa."
    ),
    "The drawn signature is too large. Clear the box and sign again.": (
        "La firma dibujada es demasiado grande. Borre el espacio y firme de nuevo."
    ),
    "The drawn signature could not be read. Clear the box and sign again.": (
        "No se pudo leer la firma dibujada. Borre el espacio y firme de nuevo."
    ),
    "The signature box is empty. Sign in the box first.": "El espacio de la firma está vacío. Firme primero ahí.",
    "The picture is %(width)s by %(height)s dots, which is not a size we can take.": (
        "La imagen mide %(width)s por %(height)s puntos, un tamaño que no se acepta."
    ),
    "The picture has too many dots. Scan it at a lower resolution.": (
        "La imagen tiene demasiados puntos. Escanéela con menor resolución."
    ),
    "The picture is damaged and cannot be opened. Scan the page again.": (
        "La imagen está dañada y no se puede abrir. Escanee la página de nuevo."
    ),
    "The PDF is protected by a password. Save it without protection first.": (
        "El PDF está protegido con contraseña. Guárdelo primero sin protección."
    ),
    "The PDF has no pages. Scan the page again.": "El PDF no tiene páginas. Escanee la página de nuevo.",
    "The PDF holds scripts or attached files. Print it and scan the paper.": (
        "El PDF contiene programas o archivos adjuntos. Imprímalo y escanee el papel."
    ),
    "The PDF is damaged and cannot be opened. Scan the page again.": (
        "El PDF está dañado y no se puede abrir. Escanee la página de nuevo."
    ),
}
