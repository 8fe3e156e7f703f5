"""HTML to one PDF that is PDF/A-2a (it can be kept) and PDF/UA-1 (it can be read aloud) at once."""

import base64
import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import category
from urllib.parse import unquote, urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator
from PIL import ImageFile
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ImageFile.LOAD_TRUNCATED_IMAGES = False  # weasyprint turns it on for the whole process; a torn scan must stay an error

PRINT_ASSETS = Path(__file__).resolve().parent.parent / "static" / "print"

# Unicode categories: control and private-use characters have no drawing of their own; format characters, marks and
# separators only shape what stands beside them.
NEVER_DRAWN = {"Cc", "Co", "Cs"}
SHAPES_OTHERS = {"Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"}
REPLACEMENT = "\ufffd"
WORD_JOINER = b"<2060>"

# Classic cross-reference tables, and every stream stored as we left it.
PLAIN_STRUCTURE: dict[str, Any] = {
    "deterministic_id": True,
    "compress_streams": False,
    "object_stream_mode": pikepdf.ObjectStreamMode.disable,
}

# PDF/A asks that a property it does not know (here PDF/UA's "part") is described in the file itself.
PDFUA_XMP = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
  <rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class ForeignResource(ValueError):
    """The page to print asks for something other than our own print files and embedded images."""


class OwnFilesOnly(URLFetcher):
    """Serve PNG and JPEG `data:` images and the files under static/print; nothing else is reached."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "file" and not parts.netloc:
            if Path(unquote(parts.path)).resolve().is_relative_to(PRINT_ASSETS):
                return super().fetch(url, headers)
        elif url.startswith(("data:image/png", "data:image/jpeg")):
            return super().fetch(url, headers)
        raise ForeignResource(f"A printed page may not fetch {url[:80]}")


def render_pdf(html: str, *, lang: str, title: str, created: datetime | None = None) -> bytes:
    """Render a complete HTML page as a PDF valid as both PDF/A-2a and PDF/UA-1.

    `lang` is the one language of the document (BCP 47); `title` is what readers announce. The same page with the
    same `created` (a moment with its time zone) gives the same bytes. A character that no font can draw, such as a
    new emoji, prints as a question mark in a diamond: the standards allow no empty boxes. Raises ForeignResource.
    """
    undrawable = {character for character in html if category(character) in NEVER_DRAWN} - set("\t\n\r")
    written, missing = _write(_without(undrawable, html), lang, title, created)
    if missing:
        written, _ = _write(_without(undrawable | missing, html), lang, title, created)
    return _finish(written)


def _without(undrawable: set[str], html: str) -> str:
    """A character that only shapes its neighbours leaves no trace; any other shows that something stood there."""
    return html.translate({ord(c): "" if category(c) in SHAPES_OTHERS else REPLACEMENT for c in undrawable})


def _write(html: str, lang: str, title: str, created: datetime | None) -> tuple[bytes, set[str]]:
    """The PDF as the renderer leaves it, and the characters it had no font for."""
    try:
        page = HTML(string=html, base_url=f"{PRINT_ASSETS}/", url_fetcher=OwnFilesOnly())
        page.etree_element.set("lang", lang)
        document = page.render()
    except FatalURLFetchingError as error:
        raise ForeignResource(str(error.__cause__)) from error
    document.metadata.lang, document.metadata.title = lang, title
    if created:
        document.metadata.created = document.metadata.modified = created.isoformat(timespec="seconds")
    written = document.write_pdf(pdf_variant="pdf/a-2a")
    return written, {chr(code) for font in document.fonts.values() for code in font.missing}


def _finish(rendered: bytes) -> bytes:
    """Add what ISO 14289-1 (PDF/UA-1) and ISO 19005-2 (PDF/A-2) ask and the renderer leaves undone."""
    with pikepdf.open(io.BytesIO(rendered)) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot))
        _set_running_text_apart(pdf, elements)
        _scope_header_cells(elements)
        _index_header_cells(pdf, elements)
        _give_every_glyph_a_text(pdf)
        _declare_both_standards(pdf)
        _end_streams_clearly(pdf)
        out = io.BytesIO()
        pdf.save(out, **PLAIN_STRUCTURE)
    return out.getvalue()


def _kids(element: pikepdf.Object) -> list[Any]:
    """The structure elements and marks directly inside an element."""
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _elements(parent: pikepdf.Object) -> Iterator[Dictionary]:
    """Every structure element below `parent`, in reading order."""
    for kid in _kids(parent):
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid
            yield from _elements(kid)


def _set_running_text_apart(pdf: pikepdf.Pdf, elements: list[Dictionary]) -> None:
    """Running headers and footers belong to the sheet, not to the text that is read aloud (ISO 14289-1, 7.8)."""
    read: dict[tuple[int, int], set[int]] = {}
    for element in elements:
        for kid in _kids(element):
            if isinstance(kid, int):
                read.setdefault(element.Pg.objgen, set()).add(kid)
    tree = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners_by_key = dict(zip(tree[::2], tree[1::2], strict=True))
    for page in pdf.pages:
        marks = read.get(page.obj.objgen, set())
        content = [_artifact_unless(marks, instruction) for instruction in pikepdf.parse_content_stream(page)]
        page.Contents = pdf.make_stream(zlib.compress(pikepdf.unparse_content_stream(content)), Filter=Name.FlateDecode)
        owners = owners_by_key[page.obj.StructParents]
        for mark in set(range(len(owners))) - marks:
            owners[mark] = None


def _artifact_unless(marks: set[int], instruction: Any) -> Any:
    """Turn the start of marked content into the start of a pagination artifact unless the text tree reads it."""
    if str(instruction.operator) != "BDC" or int(instruction.operands[1].get(Name.MCID, -1)) in marks:
        return instruction
    return pikepdf.ContentStreamInstruction([Name.Artifact, Dictionary(Type=Name.Pagination)], Operator("BDC"))


def _scope_header_cells(elements: list[Dictionary]) -> None:
    """A header cell beside data heads its row; in a row of headers only, it heads its column."""
    for row in elements:
        if row.S == Name.TR:
            kinds = {cell.S for cell in _kids(row)}
            for cell in _kids(row):
                if cell.S == Name.TH:
                    cell.A.Scope = Name.Row if Name.TD in kinds else Name.Column


def _index_header_cells(pdf: pikepdf.Pdf, elements: list[Dictionary]) -> None:
    """Data cells name their headers by id; the index says which cell an id is."""
    by_id = {bytes(element.ID): element for element in elements if Name.ID in element}
    if by_id:
        names = [part for key in sorted(by_id) for part in (pikepdf.String(key), by_id[key])]
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Names=Array(names)))


def _give_every_glyph_a_text(pdf: pikepdf.Pdf) -> None:
    """Where several glyphs draw one syllable (Khmer, Hindi) the first carries its text; the others, a joiner."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and Name.ToUnicode in font:
            texts = font.ToUnicode.read_bytes()
            font.ToUnicode.write(texts.replace(b"> <>", b"> " + WORD_JOINER))


def _declare_both_standards(pdf: pikepdf.Pdf) -> None:
    """Metadata names PDF/A and PDF/UA, and is stored plainly so that archives can read it without a PDF reader."""
    xmp = pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", PDFUA_XMP + b"</rdf:RDF>")
    metadata = pdf.make_stream(xmp)
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata


def _end_streams_clearly(pdf: pikepdf.Pdf) -> None:
    """A stream that ends in a carriage return seems a byte short before its line end (ISO 19005-2, 6.1.7)."""
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.read_raw_bytes().endswith(b"\r"):
            text = base64.a85encode(zlib.compress(stream.read_bytes())) + b"~>"
            stream.write(text, filter=Array([Name.ASCII85Decode, Name.FlateDecode]))
