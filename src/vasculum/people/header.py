"""What every page tells about the visitor: who is signed in; and in which language, on pages that others render too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from vasculum.people.access import signed_in
from vasculum.web.layout import current_language, languages


def signed_in_person(request: HttpRequest) -> dict[str, Any]:
    """The context processor; nobody's session is touched and no database asked for a visitor without a session cookie."""
    return {"person": signed_in(request), "languages": languages(request), "language": current_language()}
