"""The request as our views see it: someone is signed in."""

from django.http import HttpRequest

from accounts.models import User


class StaffRequest(HttpRequest):
    """A request of a signed-in member of staff (LoginRequiredMiddleware sees to it)."""

    user: User
