"""What this place is, whom it is for, what it keeps of people, and who can use it."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vasculum.downloads.rules import FORMS
from vasculum.helpdesk.rules import ANSWER_DAYS
from vasculum.people.anonymous import KEPT
from vasculum.portal import figures
from vasculum.registry import queries as registry
from vasculum.web.layout import page

SESSION_DAYS = settings.SESSION_COOKIE_AGE // 86_400


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who is behind this place, what it holds, under which rules it may be used, and what it is made of."""
    context = {
        "figures": figures.figures("/"),
        "institutions": len(registry.institutions()),
        "forms": ", ".join(form.name for form in FORMS.values()),
        "version": version("vasculum"),
    }
    return page(request, "portal/about.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (Directive (EU) 2016/2102, Implementing Decision (EU) 2018/1523)."""
    return page(request, "portal/accessibility.html", {"days": ANSWER_DAYS})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of visitors, of people with an account, and of people in the collections (Regulation (EU) 2016/679)."""
    context = {"session_days": SESSION_DAYS, "hours": KEPT // dt.timedelta(hours=1)}
    return page(request, "portal/privacy.html", context)
