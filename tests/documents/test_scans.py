import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from documents.scans import ScanType, UnacceptableScan, check_drawing, check_scan
from tests.documents.conftest import as_data_url, drawn_signature


def picture(kind: str, size: tuple[int, int] = (300, 400)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, format=kind)
    return out.getvalue()


def paper(change=lambda pdf: None, **save) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def on_opening(action: Dictionary):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = action

    return change


def with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["other.exe"] = b"MZ"


def with_hidden_script(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=SCRIPT)])


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
LAUNCH = Dictionary(S=Name.Launch, F="calc.exe")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(paper(), ScanType.PDF), (picture("JPEG"), ScanType.JPEG), (picture("PNG"), ScanType.PNG)],
    ids=["pdf", "jpeg", "png"],
)
def test_the_three_kinds_are_known_by_content(content, kind):
    assert check_scan(content) is kind


def test_the_form_we_print_comes_back_as_a_scan(sealed_pdf):
    assert check_scan(sealed_pdf) is ScanType.PDF


def test_a_scanner_may_say_where_to_open():
    def first_page(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])

    assert check_scan(paper(first_page)) is ScanType.PDF


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "Only a PDF, a JPEG or a PNG"),
        (b"<html><script>alert(1)</script></html>", "Only a PDF, a JPEG or a PNG"),
        (picture("GIF"), "Only a PDF, a JPEG or a PNG"),
        (b"<!-- -->" + paper(), "Only a PDF, a JPEG or a PNG"),
        (picture("PNG")[:-400], "damaged"),
        (picture("JPEG")[:2000], "damaged"),
        (b"\xff\xd8\xff<script>", "damaged"),
        (b"%PDF-1.7 and then nothing", "damaged"),
        (paper(lambda pdf: pdf.pages.__delitem__(0)), "no pages"),
        (paper(encryption=pikepdf.Encryption(owner="o", user="u")), "password"),
        (paper(encryption=pikepdf.Encryption(owner="o", user="")), "password"),
        (paper(on_opening(SCRIPT)), "scripts"),
        (paper(on_opening(LAUNCH)), "scripts"),
        (paper(with_hidden_script), "scripts"),
        (paper(with_attachment), "scripts"),
        (paper(with_attachment, object_stream_mode=pikepdf.ObjectStreamMode.generate), "scripts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_is_refused_with_the_reason(content, reason):
    with pytest.raises(UnacceptableScan, match=reason):
        check_scan(content)


def test_size_is_limited():
    content = picture("PNG")
    assert check_scan(content, limit=len(content)) is ScanType.PNG
    with pytest.raises(UnacceptableScan, match="larger than 1 MB"):
        check_scan(b"%PDF-" + bytes(1024 * 1024), limit=1024 * 1024)


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused():
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, format="PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(UnacceptableScan):
        check_scan(out.getvalue())


def test_a_drawn_signature_becomes_black_on_white_cut_to_the_ink():
    clean = Image.open(io.BytesIO(check_drawing(as_data_url(drawn_signature()))))
    assert (clean.format, clean.mode) == ("PNG", "L")
    assert clean.getextrema() == (0, 255)
    assert clean.width < 600
    assert clean.height < 200
    assert clean.getpixel((0, 0)) == 255
    assert clean.info == {}


def test_a_large_drawing_is_made_smaller():
    clean = Image.open(io.BytesIO(check_drawing(drawn_signature((3000, 1000)))))
    assert clean.width <= 1200


@pytest.mark.parametrize(
    ("drawing", "reason"),
    [
        ("", "could not be read"),
        ("data:image/png;base64,###", "could not be read"),
        ("data:image/svg+xml;base64,PHN2Zy8+", "could not be read"),
        ("https://example.org/x.png", "could not be read"),
        (picture("JPEG"), "could not be read"),
        (as_data_url(drawn_signature())[:-40], "damaged"),
        (picture("PNG", (600, 400)), "too large"),
        (drawn_signature((10, 10)), "not a size"),
        (drawn_signature((5000, 30)), "not a size"),
    ],
)
def test_a_drawing_that_is_no_signature_is_refused(drawing, reason):
    with pytest.raises(UnacceptableScan, match=reason):
        check_drawing(drawing)


@pytest.mark.parametrize("paint", [(0, 0, 0, 0), (255, 255, 255, 255), (0, 0, 0, 20)], ids=["clear", "white", "faint"])
def test_an_empty_box_is_refused(paint):
    out = io.BytesIO()
    Image.new("RGBA", (600, 200), paint).save(out, format="PNG")
    with pytest.raises(UnacceptableScan, match="Sign in the box first"):
        check_drawing(out.getvalue())


def test_a_dot_is_no_signature():
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    image.putpixel((300, 100), (0, 0, 0, 255))
    out = io.BytesIO()
    image.save(out, format="PNG")
    with pytest.raises(UnacceptableScan, match="Sign in the box first"):
        check_drawing(out.getvalue())
