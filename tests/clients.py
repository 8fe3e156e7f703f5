"""The browser of one person, without the browser."""

from django.test import Client

from accounts.models import User


def signed_in(user: User) -> Client:
    """A client that is signed in and has accepted the banner."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["banner_accepted"] = True
    session.save()
    return client
