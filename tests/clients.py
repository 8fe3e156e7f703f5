"""The browser of one person, without the browser, and what it is answered."""

import re
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from accounts.models import User
from tests.documents.test_pdf import text_of


def signed_in(user: User) -> Client:
    """A client that is signed in and has accepted the banner."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["banner_accepted"] = True
    session.save()
    return client


def with_cookies(cookies: SimpleCookie) -> Client:
    """A client that goes on in the session of these cookies."""
    client = Client()
    client.cookies.update(cookies)
    return client


def said(answer: Any) -> str:
    """The words of an answer: of a page, a file for a spreadsheet, or a PDF."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") == "application/pdf":
        return text_of(content)
    return content.decode() if answer.get("Content-Type", "").startswith("text/") else ""


def bare(answer: Any, *typed: object) -> tuple[int, dict[str, str], str]:
    """The answer without what each request has of its own: tokens, and what the reader typed or asked for."""
    text = re.sub(r"\b[A-Za-z0-9]{64}\b", "TOKEN", said(answer))
    for word in typed:
        text = text.replace(str(word), "TYPED")
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, headers, text
