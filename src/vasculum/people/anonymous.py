"""Forms for people without an account: how many a day, and a trap for programs that fill in every field.

What is kept of somebody is a digest of their address with the day and the node's secret: it tells one sender from another
today, cannot be turned back, matches nothing tomorrow, and is deleted after a day.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Mapping
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vasculum.people.access import Refusal
from vasculum.people.models import AnonymousAct
from vasculum.web.problems import problem_page

KEPT = dt.timedelta(days=1)
MOST_A_DAY = 20
TRAP = "website"


class AnonymousForm(forms.Form):
    """A form with a field that people do not see: what fills it in is no person (`form.trapped`)."""

    website = forms.CharField(
        required=False, label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1", "class": "unseen", "aria-hidden": "true"}),
    )  # fmt: skip

    @property
    def trapped(self) -> bool:
        """Whether the hidden field was filled in."""
        return is_trapped(self.data)


def is_trapped(fields: Mapping[str, object]) -> bool:
    """Whether the fields of a form came from a program that fills in all of them.

    >>> is_trapped({"website": ""}), is_trapped({"website": "https://example.org"})
    (False, True)
    """
    return bool(fields.get(TRAP))


def trace_of(request: HttpRequest) -> str:
    """What is kept of a sender's address today."""
    address = str(get_adapter().get_client_ip(request))
    told = f"{timezone.now().astimezone(dt.UTC).date()} {address}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), sha256).hexdigest()


def count_anonymous_act(request: HttpRequest, act: str, most: int = MOST_A_DAY) -> None:
    """Counts one act of a sender without an account; raises Refusal with 429 and `Retry-After` beyond `most` a day."""
    now = timezone.now()
    AnonymousAct.objects.filter(when__lt=now - KEPT).delete()
    trace = trace_of(request)
    earlier = AnonymousAct.objects.filter(trace=trace, act=act).order_by("when")
    if earlier.count() >= most:
        answer = problem_page(request, 429, _("No more can be sent from here today."))
        answer.headers["Retry-After"] = str(max(1, int((earlier[0].when + KEPT - now).total_seconds())))
        raise Refusal(answer)
    AnonymousAct.objects.create(trace=trace, act=act, when=now)
