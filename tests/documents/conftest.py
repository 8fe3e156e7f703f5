"""One realistic printed form for the tests of the PDF and its seal."""

import base64
import io
from datetime import UTC, datetime

import pytest
from django.template import engines
from PIL import Image, ImageDraw

from documents.pdf import render_pdf
from documents.scans import check_drawing
from documents.seal import make_demo_pkcs12, seal_certificate, seal_pdf

PASSPHRASE = b"correct horse battery staple"
TITLE = "Linkages Coordinated Case Plan"
SEALED_FORM = """
{% extends "documents/base_print.html" %}
{% block content %}
<table class="facts"><tbody>
  <tr><th scope="row">Family</th><td>Carillo</td></tr>
  <tr><th scope="row">Nombre</th><td>María Peña, calle Ávila 12</td></tr>
  <tr><th scope="row">中文</th><td lang="zh-Hans">家庭计划摘要</td></tr>
</tbody></table>
<h2>Activities</h2>
<p>See <a href="https://example.org/plan">the county page</a>.</p>
<table><caption>What each of us will do</caption>
  <thead><tr><th scope="col">Who</th><th scope="col">What</th><th scope="col">By when</th></tr></thead>
  <tbody>{% for number in numbers %}
    <tr><th scope="row">Family {{ number }}</th><td>Attend the parenting class every Tuesday; call Ms. Lee when the
    bus does not come.</td><td class="nowrap">Nov 22, 2026</td></tr>{% endfor %}
  </tbody>
</table>
<ul class="boxes">
  <li><span class="box">☒</span> <span class="box-answer">Yes:</span> Services and dates</li>
  <li><span class="box">☐</span> <span class="box-answer">No:</span> Cash aid</li>
</ul>
<h2>Signatures</h2>
{% for signature in signatures %}
<div class="keep-together">
  <div class="signature-line">
    {% if signature.image %}<img src="{{ signature.image }}" alt="Signature of {{ signature.name }}">
    {% else %}<p class="signature-typed">{{ signature.name }}</p>{% endif %}
  </div>
  <p class="signature-name">{{ signature.name }}</p>
  <p class="signature-how">{{ signature.how }}</p>
</div>{% endfor %}
<section style="break-before: page"><h2>Family Plan Summary</h2><p>The children are home by spring.</p></section>
{% endblock %}
"""


def drawn_signature(size: tuple[int, int] = (600, 200)) -> bytes:
    """What the signature box sends: a transparent PNG with a stroke of blue ink."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(60, 150), (180, 40), (260, 160), (380, 50), (520, 120)], fill=(20, 20, 120), width=5)
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()


def as_data_url(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


@pytest.fixture(scope="session")
def form_html() -> str:
    drawn = as_data_url(check_drawing(drawn_signature()))
    signatures = [
        {"name": "Maria Carillo", "how": "Signed on screen, Nov 22, 2026", "image": drawn},
        {"name": "Ana Lee", "how": "Witness: Sam Ortiz", "image": ""},
    ]
    context = {
        "lang": "en", "title": TITLE, "county_name": "County of Example", "county_address": "1 Court Street, Example",
        "form_id": "LCCP1", "form_version": "v 3",
        "numbers": range(1, 16), "signatures": signatures,
    }  # fmt: skip
    return engines["django"].from_string(SEALED_FORM.strip()).render(context)


@pytest.fixture(scope="session")
def form_pdf(form_html: str) -> bytes:
    return render_pdf(form_html, lang="en", title=TITLE, created=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))


@pytest.fixture(scope="session")
def county_key() -> bytes:
    return make_demo_pkcs12(county_name="County of Example", passphrase=PASSPHRASE)


@pytest.fixture(scope="session")
def county_certificate(county_key: bytes) -> bytes:
    return seal_certificate(county_key, PASSPHRASE)


@pytest.fixture(scope="session")
def sealed_pdf(form_pdf: bytes, county_key: bytes) -> bytes:
    return seal_pdf(form_pdf, pkcs12=county_key, passphrase=PASSPHRASE, reason="Signed by every party")
