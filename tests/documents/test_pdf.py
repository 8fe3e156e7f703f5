import io
import subprocess
import zlib
from datetime import UTC, datetime

import page
import pikepdf
import pytest
from PIL import ImageFile

from documents.pdf import ForeignResource, _end_streams_clearly, render_pdf
from tests.documents.conftest import TITLE, as_data_url, drawn_signature

BOTH_STANDARDS = [page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1]


def failures(pdf: bytes) -> list[str]:
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in BOTH_STANDARDS]
    return [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures]


def run_on(pdf: bytes, *command: str) -> str:
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def text_of(pdf: bytes) -> str:
    return " ".join(run_on(pdf, "pdftotext", "-", "-").split())


def page_with(body: str) -> str:
    head = '<title>A</title><link rel="stylesheet" href="base.css">'
    return f"<!doctype html><html><head>{head}</head><body><h1>A</h1>{body}</body></html>"


def test_one_file_meets_both_standards(form_pdf):
    assert failures(form_pdf) == []
    assert pikepdf.open(io.BytesIO(form_pdf)).Root.Metadata.get("/Filter") is None


def test_the_validators_do_object():
    pdf = render_pdf(page_with(f'<img src="{as_data_url(drawn_signature())}">'), lang="en", title="A")
    assert any("FIGURE" in failure for failure in failures(pdf))


def test_language_and_title_come_from_the_caller():
    pdf = pikepdf.open(io.BytesIO(render_pdf(page_with(""), lang="es", title="Plan de la familia")))
    assert str(pdf.Root.Lang) == "es"
    assert str(pdf.docinfo.Title) == "Plan de la familia"


def test_the_document_reads_as_text(form_pdf):
    text = text_of(form_pdf)
    assert text.count(TITLE) == 3  # the heading, then the running header of sheets 2 and 3
    for words in [
        "María Peña", "家庭计划摘要", "Family 15", "☒ Yes: Services and dates", "☐ No: Cash aid", "Maria Carillo",
        "Witness: Sam Ortiz", "Each program may hold items not shown here.", "Page 3 of 3",
    ]:  # fmt: skip
        assert words in text


def test_running_headers_and_footers_are_not_read_aloud(form_pdf):
    pdf = pikepdf.open(io.BytesIO(form_pdf))
    for sheet in pdf.pages:
        starts = [i.operands for i in pikepdf.parse_content_stream(sheet) if str(i.operator) == "BDC"]
        running = [operands for operands in starts if operands[0] == "/Artifact" and operands[1].Type == "/Pagination"]
        assert running
        assert all("/MCID" in operands[1] for operands in starts if operands not in running)


def test_header_cells_head_their_row_or_column(form_pdf):
    pdf = pikepdf.open(io.BytesIO(form_pdf))
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    cells = dict(zip(names[::2], names[1::2], strict=True))
    scopes = [str(cell.A.Scope) for cell in cells.values()]
    assert scopes.count("/Row") == 3 + 15
    assert scopes.count("/Column") == 3 * 2  # the column heads stand again on the second sheet
    assert all(key == cell.ID for key, cell in cells.items())


def test_fonts_are_the_named_ones_and_embedded(form_pdf):
    listing = run_on(form_pdf, "pdffonts", "-")
    rows = [row.split() for row in listing.splitlines()[2:]]
    assert {row[0].split("+")[1] for row in rows} == {
        "Noto-Sans", "Noto-Sans-Bold", "Noto-Sans-Italic", "Noto-Sans-CJK-SC", "Noto-Sans-Symbols2",
    }  # fmt: skip
    assert all(row[-5] == "yes" for row in rows)


def test_same_page_and_moment_give_the_same_bytes(form_html, form_pdf):
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    assert render_pdf(form_html, lang="en", title=TITLE, created=moment) == form_pdf


@pytest.mark.parametrize(
    "body",
    [
        "<p>ផែនការគ្រួសារ</p>", "<p>परिवार योजना</p>", "<p>مرحبا بالعالم</p>", "<p>Ընտանեկան ծրագիր</p>",
        "<p>가족 계획</p>", "<p>ແຜນການ</p>", "<p>Kế hoạch gia đình</p>", "<p>План семьи</p>",
        "<p>soft\u00adhyphen zero\u200bwidth \ufeff mark</p>", "<ul><li>a<ul><li>b</li></ul></li></ul>",
        "<table><tr><th colspan=2>a</th></tr><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>",
    ],
)  # fmt: skip
def test_other_scripts_and_shapes_meet_both_standards(body):
    assert failures(render_pdf(page_with(body), lang="en", title="A")) == []


def test_what_no_font_can_draw_shows_as_a_replacement():
    pdf = render_pdf(page_with("<p>before \U0001faf6 \ue000 bell\x07 after</p>"), lang="en", title="A")
    assert failures(pdf) == []
    assert "before \ufffd \ufffd bell after" in text_of(pdf)


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="https://example.org/x.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="../../manage.py">',
        '<img alt="x" src="%2e%2e/%2e%2e/manage.py">',
        '<img alt="x" src="//example.org/x.png">',
        '<link rel="stylesheet" href="http://127.0.0.1/x.css">',
        '<p style="background: url(ftp://example.org/x.png)">x</p>',
        '<iframe src="data:text/html,x"></iframe><object data="data:text/html,x"></object>',
        """<img alt="x" src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/hostname'/></svg>">""",
    ],
)
def test_a_page_reaches_neither_network_nor_disk(body):
    with pytest.raises(ForeignResource):
        render_pdf(page_with(body), lang="en", title="A")


def test_every_word_of_a_consent_is_14_points_or_more(form_html):
    large = render_pdf(form_html.replace('<body class="', '<body class="form-14pt '), lang="en", title="A")
    pdf = pikepdf.open(io.BytesIO(large))
    shown = [instruction for sheet in pdf.pages for instruction in pikepdf.parse_content_stream(sheet)]
    sizes = {float(instruction.operands[1]) for instruction in shown if str(instruction.operator) == "Tf"}
    assert min(sizes) * 0.75 >= 14


def test_no_stream_ends_in_what_looks_like_half_a_line_end():
    pdf = pikepdf.new()
    ends_so = next(data for data in (b"q Q" + b" \n" * n for n in range(5000)) if zlib.compress(data).endswith(b"\r"))
    pdf.Root.Sample = pdf.make_stream(zlib.compress(ends_so), Filter=pikepdf.Name.FlateDecode)
    _end_streams_clearly(pdf)
    assert not pdf.Root.Sample.read_raw_bytes().endswith(b"\r")
    assert pdf.Root.Sample.read_bytes() == ends_so


def test_a_torn_scan_stays_an_error_beside_the_renderer():
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
