"""Plans as frozen content, each hard on paper in its own way: blank, long, large, in other scripts, older."""

import base64
import io
from typing import Any

from PIL import Image, ImageDraw

from caseplans.pdf.paper import copy_of, paper_html
from caseplans.statements import WORDS

Facts = dict[str, Any]
BLANK_WHEN: Facts = {"frequency": "", "weekdays": [], "from_time": None, "to_time": None, "except_on": []}
NO_SUPPORT: Facts = {"child_care": "", "transport": "", "ancillary": ""}


def every(*weekdays: str, from_time: str = "", to_time: str = "", frequency: str = "weekly") -> Facts:
    times = {"from_time": from_time or None, "to_time": to_time or None}
    return BLANK_WHEN | {"frequency": frequency, "weekdays": list(weekdays)} | times


def activity(text: str, person: str = "Rosa Carillo", **facts: Any) -> Facts:
    given: Facts = {
        "text": text, "why": "", "responsible": "family" if person else "cfs", "person": person, "others": [],
        "owner": person, "service": "parenting",
        "service_name": {"en": "Parenting classes", "es": "Clases para padres"},
        "provider": "", "provider_phone": "", "chosen_by_family": False, "provided_by": "cfs", "paid_by": "cfs",
        "starts_on": None, "due_on": "2027-02-26", "when": BLANK_WHEN, "place": "", "hours_a_week": None,
        "source": "cfs_plan", "mandatory": False, "support": NO_SUPPORT, "counts_as": "", "counts_on": "",
        "measure": "", "steps": [],
    }  # fmt: skip
    return given | facts


def goal(text: str, *activities: Facts, **facts: Any) -> Facts:
    given: Facts = {
        "kind": "shared", "need": "safety", "text": text, "own_words": "", "short_term": True, "protective_factor": "",
        "measure": "", "by_when": "2027-02-26", "activities": list(activities),
    }  # fmt: skip
    return given | facts


def content(*goals: Facts, **facts: Any) -> Facts:
    given: Facts = {
        "form": "LCCP1", "plan": "6d0c5f9e-3a42-4d0c-9d8e-0b7a3c1f2e11", "version": 1, "family": "Carillo",
        "ltm_on": "2026-11-24",
        "cases": [
            {"bureau": "cfs", "number": "0012-3456-7890-1234567", "component": "ifs"},
            {"bureau": "calworks", "number": "1B2C3D4", "component": ""},
        ],
        "people": [
            {"name": "Rosa Carillo", "relationship": "mother"}, {"name": "Luis Carillo", "relationship": "father"},
            {"name": "Mateo Carillo", "relationship": "child"},
        ],
        "workers": [
            {"role": "cfs_worker", "name": "Naomi Feldman", "phone": "925-555-0142", "bureau": "cfs"},
            {"role": "ais_worker", "name": "Samuel Okafor", "phone": "925-555-0177", "bureau": "calworks"},
        ],
        "goals": list(goals), "decisions": [],
    }  # fmt: skip
    return given | facts


def excused(text: str, person: str = "Rosa Carillo", stands: str = "good_cause") -> Facts:
    return {"text": text, "person": person, "source": "wtw_plan", "mandatory": True, "stands": stands}


def ordinary() -> Facts:
    """One or two short-term goals, both parents, a week with both programs in it, decisions of the LTM."""
    classes = activity(
        "Go to the parenting class", why="New ways to handle a hard day", others=["Luis Carillo"], mandatory=True,
        when=every("tu", from_time="18:00", to_time="20:00"), provider="Bright Steps, Martinez", hours_a_week="2",
        provider_phone="925-555-0100", support=NO_SUPPORT | {"child_care": "calworks", "transport": "nobody"},
        place="Martinez library", source="court",
        translations={"es": {"text": "Ir a la clase para padres", "why": "Nuevas maneras para un día difícil"}},
    )  # fmt: skip
    work = activity(
        "Look for work at the job center", source="wtw_plan", provided_by="calworks", paid_by="calworks",
        service="employment", service_name={"en": "Employment", "es": "Empleo"}, hours_a_week="20",
        when=every("mo", "we", "th", from_time="09:00", to_time="12:00"), place="Job center, Pittsburg",
        translations={"es": {"text": "Buscar trabajo en el centro de empleo"}},
    )  # fmt: skip
    counselor = activity(
        "See the counselor", "Luis Carillo", place="County clinic",
        when=every("fr", from_time="10:00", to_time="11:00", frequency="fortnightly"),
    )  # fmt: skip
    visit = activity("Visit the home every month", "", when=every(frequency="monthly"))
    care = activity(
        "Pay for child care and a bus pass", "", responsible="calworks", source="wtw_plan", provided_by="calworks",
        paid_by="calworks", translations={"es": {"text": "Pagar el cuidado de niños y un pase de autobús"}},
    )  # fmt: skip
    safe = goal(
        "The children are safe at home", classes, counselor, visit, own_words="Quiero que mis hijos estén tranquilos",
        measure="No new report for three months", translations={"es": {"text": "Los niños están seguros en casa"}},
    )  # fmt: skip
    income = goal("Rosa has steady work", work, care, need="stability")
    return content(safe, income, decisions=["Grandmother drives on Tuesdays", "The next LTM is on February 23"])


def blank() -> Facts:
    """Nothing is said that may be left out: no goal's words, no people, no workers, no meeting."""
    bare = goal("", activity("", "", service_name={"en": "", "es": ""}, due_on=None), by_when=None)
    return content(bare, goal("", by_when=None), family="", ltm_on=None, cases=[], people=[], workers=[])


def long() -> Facts:
    """Everything as long as it may be typed, words without a break among it."""
    words = "keeps every appointment of the children with the doctor and calls the day before if a bus does not run "
    text, name = (
        (words * 3)[:200],
        "Maximiliana Guadalupe Concepción de la Santísima Trinidad Carillo-Echeverría y Montes",
    )
    done = activity(
        text, name, why="W" * 200, provider="P" * 120, place=text[:120], provider_phone="9" * 40, others=[name] * 3,
        when=every("mo", "tu", "we", "th", "fr", "sa", "su", from_time="08:00", to_time="17:30"), hours_a_week="37.25",
        support=dict.fromkeys(NO_SUPPORT, "nobody"), translations={"es": {"text": "V" * 200, "why": text}},
    )  # fmt: skip
    people = [{"name": name, "relationship": "mother"}]
    told = goal(text, done, done, own_words=text + text[:100], measure=text)
    given_up = excused((words * 3)[:300], name)
    return content(told, told, people=people, family="C" * 100, decisions=[text, "D" * 300], excused=[given_up] * 2)


def forty() -> Facts:
    """Forty activities under eight goals, each every week."""
    days = ["mo", "tu", "we", "th", "fr", "sa", "su"]
    done = [
        activity(
            f"Attend appointment number {n}", ["Rosa Carillo", "Luis Carillo", ""][n % 3], provider="County clinic",
            when=every(days[n % 7], from_time=f"{8 + n % 10:02}:00", to_time=f"{9 + n % 10:02}:00"),
        )
        for n in range(40)
    ]  # fmt: skip
    goals = [goal(f"Reach goal number {n}", *done[n * 5 : n * 5 + 5]) for n in range(8)]
    given_up = [excused(f"Requirement number {n}", stands="fs") for n in range(4)]
    return content(*goals, decisions=[f"Decision number {n}" for n in range(12)], excused=given_up)


def twelve() -> Facts:
    """Twelve people in the family, each with something to do."""
    people = [
        {"name": f"Person {n} Carillo-Echeverría", "relationship": ["mother", "father", "child", "relative"][min(n, 3)]}
        for n in range(12)
    ]
    done = [activity(f"Come along, number {n}", one["name"], when=every("sa")) for n, one in enumerate(people)]
    return content(goal("Everyone helps", *done), people=people)


def emoji() -> Facts:
    """Pictures, joined pictures, letters that hardly any font has, control characters."""
    odd = "Smile 😀👨‍👩‍👧‍👦 🏳️‍🌈 ❤️ ½ ☎ \u0007\u200b\u2028 \U0001fae8\U000e0041 ﷽ 𓀀"
    told = goal(odd, activity(odd, "Zoë 😀 Carillo", provider=odd, when=every("mo")), own_words=odd)
    return content(
        told, people=[{"name": "Zoë 😀 Carillo", "relationship": "mother"}], decisions=[odd], family="Ca🙂rillo"
    )


def in_script(text: str, more: str, name: str, code: str) -> Facts:
    """A plan whose workers wrote in another script, in part with a translation to it."""
    done = activity(text, name, place=more, provider=more, why=more, when=every("tu", "th", from_time="09:30"))
    translated = activity(
        "Go to the clinic (2nd floor)", name, translations={code: {"text": more, "why": text}}, why="It helps"
    )
    told = goal(text, done, translated, own_words=more, translations={code: {"text": more}})
    return content(told, people=[{"name": name, "relationship": "mother"}], decisions=[text, "Ends in English"])


def earlier() -> Facts:
    """As the first versions were frozen, before most fields of today were there."""
    short = ("text", "responsible", "person", "service", "provider", "provided_by", "paid_by", "due_on", "source")
    done = {name: value for name, value in activity("Attend class").items() if name in (*short, "mandatory")}
    old = goal("Safe at home", done)
    told = {name: old[name] for name in ("kind", "text", "by_when", "activities")}
    return content(told)


ARABIC = ("حضور صف الوالدين كل أسبوع (الغرفة 12)", "مركز الأسرة، شارع Main 40", "فاطمة الحسن", "ar")
CHINESE = ("每周参加育儿课程,学习如何应对困难的日子。", "马丁内斯图书馆,二楼 12 号房间", "李秀英", "zh")
VIETNAMESE = (
    "Tham dự lớp học làm cha mẹ mỗi tuần",
    "Thư viện Martinez, phòng 12, Quận Contra Costa",
    "Nguyễn Thị Ngọc Ánh",
    "vi",
)
CASES: dict[str, tuple[Facts, str, str]] = {
    "ordinary": (ordinary(), "en", ""),
    "ordinary in Spanish": (ordinary(), "es", ""),
    "blank": (blank(), "en", ""),
    "blank in Spanish": (blank(), "es", ""),
    "long": (long(), "es", ""),
    "forty activities": (forty(), "en", ""),
    "twelve people": (twelve(), "en", ""),
    "emoji": (emoji(), "en", ""),
    "arabic": (in_script(*ARABIC), "en", "ar"),
    "chinese": (in_script(*CHINESE), "en", "zh"),
    "vietnamese": (in_script(*VIETNAMESE), "es", "vi"),
    "earlier": (earlier(), "es", ""),
}


def drawing() -> str:
    """A signature drawn by hand, as it stands in a page."""
    image, out = Image.new("RGB", (400, 120), "white"), io.BytesIO()
    ImageDraw.Draw(image).line([(10, 90), (80, 20), (120, 100), (200, 30), (390, 80)], fill="black", width=4)
    image.save(out, format="PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def signatures(facts: Facts) -> list[Facts]:
    """The workers typed theirs, the family drew, one of them did not sign."""
    blank_line = {"typed": "", "image": "", "capacity": "", "witnesses": [], "interpreter": "", "recorded_by": ""}
    signed = blank_line | {"signed": True, "date": "Nov 24, 2026", "method": "Typed, with attestation"}
    lines = [signed | {"name": one["name"], "role": "Worker", "typed": one["name"]} for one in facts["workers"]]
    parents = [one["name"] for one in facts["people"] if one["relationship"] != "child"]
    drawn = {"image": drawing(), "capacity": "As parent", "recorded_by": "Naomi Feldman", "role": "Parent"}
    lines += [signed | drawn | {"name": name} for name in parents[:1]]
    return lines + [{"name": name, "role": "Parent", "signed": False, "optional": False} for name in parents[1:]]


def html_of(case: str) -> str:
    """The whole form of a case, signed, with every line that a form may carry."""
    facts, language, reads = CASES[case]
    copy = copy_of(
        facts, language, reads=reads, version_id=facts["plan"], sha256="5e8f" * 16, signatures=signatures(facts)
    )
    seal = WORDS[language]["demo_seal"]
    return paper_html(
        copy, number=1, county_name="Contra Costa County", county_address="40 Douglas Drive, Martinez, CA 94553",
        copy_for="Rosa Carillo", seal_line=seal,
    )  # fmt: skip
