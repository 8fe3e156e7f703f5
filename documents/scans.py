"""What may be uploaded: scans of paper and drawn signatures, judged by their content and never by their name."""

import base64
import binascii
import io
import warnings
from enum import StrEnum
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageOps

SCAN_LIMIT = 10 * 1024 * 1024
PIXEL_LIMIT = 60_000_000  # a Letter page at 800 dots per inch
DRAWING_LIMIT = 200 * 1024
DRAWING_SIDES = range(20, 4001)
LEAST_INK = 40  # fewer dark pixels than this is a slip of the pen
DARK = 160
PAPER_EDGE = 8
WIDEST_SIGNATURE = (1200, 400)
PNG_URL = "data:image/png;base64,"

# What a scan of paper never holds and an attack may: code, programs to start, files inside the file.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/AF", "/RichMediaContent"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/Movie"}
ACTIVE_ACTIONS |= {"/Sound", "/RichMediaExecute"}
ACTIVE_SUBTYPES = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


class UnacceptableScan(ValueError):
    """The upload is refused; the message tells the person why and what to do.

    Its pattern and facts are kept, so that a form may say it in another language.
    """

    def __init__(self, pattern: str, **facts: Any) -> None:
        super().__init__(pattern % facts if facts else pattern)
        self.pattern, self.facts = pattern, facts


class ScanType(StrEnum):
    """The three kinds accepted; the value is the content type a browser is told."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


FIRST_BYTES = {b"%PDF-": ScanType.PDF, b"\xff\xd8\xff": ScanType.JPEG, b"\x89PNG\r\n\x1a\n": ScanType.PNG}


def check_scan(content: bytes, *, limit: int = SCAN_LIMIT) -> ScanType:
    """Accept a PDF, JPEG or PNG of at most `limit` bytes that can be opened and does nothing by itself."""
    if not content:
        raise UnacceptableScan("The file is empty. Scan the page again.")
    if len(content) > limit:
        raise UnacceptableScan(
            "The file is larger than %(limit)s MB. Scan it at a lower resolution.", limit=f"{limit / 1024 / 1024:g}"
        )
    kind = next((kind for start, kind in FIRST_BYTES.items() if content.startswith(start)), None)
    if kind is None:
        raise UnacceptableScan("Only a PDF, a JPEG or a PNG can be attached. This file is something else inside.")
    if kind is ScanType.PDF:
        _check_pdf(content)
    else:
        _open_image(content, kind.name)
    return kind


def check_drawing(drawing: str | bytes, *, limit: int = DRAWING_LIMIT) -> bytes:
    """Return a signature drawn on screen (PNG, or its `data:` URL) as a clean PNG: black on white, cut to the ink."""
    content = _from_data_url(drawing) if isinstance(drawing, str) else drawing
    if len(content) > limit:
        raise UnacceptableScan("The drawn signature is too large. Clear the box and sign again.")
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise UnacceptableScan("The drawn signature could not be read. Clear the box and sign again.")
    image = _open_image(content, "PNG", sides=DRAWING_SIDES).convert("RGBA")
    grey = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("L")
    ink = grey.point(lambda shade: 255 if shade < DARK else 0)
    box = ink.getbbox()
    if box is None or ink.histogram()[255] < LEAST_INK:
        raise UnacceptableScan("The signature box is empty. Sign in the box first.")
    clean = ImageOps.expand(ImageOps.autocontrast(grey.crop(box)), border=PAPER_EDGE, fill=255)
    clean.thumbnail(WIDEST_SIGNATURE)
    out = io.BytesIO()
    clean.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _from_data_url(url: str) -> bytes:
    try:
        return base64.b64decode(url.removeprefix(PNG_URL), validate=True) if url.startswith(PNG_URL) else b""
    except (binascii.Error, ValueError):
        return b""


def _open_image(content: bytes, format_name: str, *, sides: range | None = None) -> Image.Image:
    """Open and decode the whole picture, its size checked first: a small file may unpack to gigabytes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            Image.open(io.BytesIO(content), formats=[format_name]).verify()
            image = Image.open(io.BytesIO(content), formats=[format_name])
        width, height = image.size
        if width * height > PIXEL_LIMIT or (sides and not (width in sides and height in sides)):
            raise UnacceptableScan(
                "The picture is %(width)s by %(height)s dots, which is not a size we can take.",
                width=width,
                height=height,
            )
        image.load()
    except UnacceptableScan:
        raise
    except Image.DecompressionBombError as error:
        raise UnacceptableScan("The picture has too many dots. Scan it at a lower resolution.") from error
    except Exception as error:  # decoders raise many kinds of error on a damaged picture
        raise UnacceptableScan("The picture is damaged and cannot be opened. Scan the page again.") from error
    return image


def _check_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise UnacceptableScan("The PDF is protected by a password. Save it without protection first.")
            if not len(pdf.pages):
                raise UnacceptableScan("The PDF has no pages. Scan the page again.")
            if _is_active(pdf):
                raise UnacceptableScan("The PDF holds scripts or attached files. Print it and scan the paper.")
    except pikepdf.PasswordError as error:
        raise UnacceptableScan("The PDF is protected by a password. Save it without protection first.") from error
    except (pikepdf.PdfError, RuntimeError) as error:
        raise UnacceptableScan("The PDF is damaged and cannot be opened. Scan the page again.") from error


def _is_active(pdf: pikepdf.Pdf) -> bool:
    """Whether anything in the file, reachable from a page or not, could run, start or unpack something."""
    waiting: list[Any] = [*pdf.objects, pdf.trailer]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Dictionary | Stream):
            if ACTIVE_KEYS & set(thing.keys()) or _is_active_kind(thing):
                return True
            waiting += [thing[key] for key in list(thing.keys()) if _is_direct(thing[key])]
        elif isinstance(thing, Array):
            waiting += [part for part in thing if _is_direct(part)]
    return False


def _is_active_kind(thing: Any) -> bool:
    return str(thing.get(Name.S)) in ACTIVE_ACTIONS or str(thing.get(Name.Subtype)) in ACTIVE_SUBTYPES


def _is_direct(part: Any) -> bool:
    """Indirect objects are visited on their own; following them here would go in circles."""
    return isinstance(part, Array | Dictionary) and not part.is_indirect
