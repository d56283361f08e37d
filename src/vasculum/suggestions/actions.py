"""Acts on suggestions: suggest, accept, discard. Each suggestion is decided on once."""

from __future__ import annotations

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.permission import require_act
from vasculum.suggestions.applying import apply
from vasculum.suggestions.models import Suggestion
from vasculum.suggestions.queries import Subject
from vasculum.suggestions.rules import APPLIED, DISCARDED, PENDING

MODERATE = "moderate suggestion"


class Decided(Exception):
    """Somebody else has decided on this suggestion first; `found` is what became of it."""

    def __init__(self, found: Suggestion) -> None:
        super().__init__(f"suggestion {found.pk} was {found.state} already")
        self.found = found


@transaction.atomic
def suggest(actor: Actor, suggestion: Suggestion) -> Suggestion:
    """Puts a suggestion into the queue; the trail tells that there is one, not who made it."""
    require_act(actor, "suggest change", suggestion.institution)
    suggestion.save()
    subject = f"suggestion/{suggestion.pk}"
    record(actor, "suggest change", subject, None, {"kind": suggestion.kind, "of": suggestion.key}, suggestion.institution)
    return suggestion


def accept(actor: Actor, number: int, version: int, reason: str = "") -> Subject:
    """Does what was suggested, and tells the proposer; raises Decided, and what `vasculum.suggestions.applying.apply` raises."""
    with transaction.atomic():
        suggestion = _taken(actor, number)
        changed = apply(actor, suggestion, version)
        email = _decide(actor, suggestion, APPLIED, reason)
    _tell(suggestion, email)
    return changed


def discard(actor: Actor, number: int, reason: str) -> None:
    """Leaves everything as it is, and tells the proposer why; raises Decided and NotAllowed."""
    with transaction.atomic():
        suggestion = _taken(actor, number)
        email = _decide(actor, suggestion, DISCARDED, reason)
    _tell(suggestion, email)


def _taken(actor: Actor, number: int) -> Suggestion:
    """The suggestion, for this decision alone."""
    suggestion = Suggestion.objects.select_for_update().get(pk=number)
    require_act(actor, MODERATE, suggestion.institution)
    taken = Suggestion.objects.filter(pk=number, state=PENDING).update(state=f"{PENDING} no more")
    if not taken:
        raise Decided(Suggestion.objects.get(pk=number))
    return suggestion


def _decide(actor: Actor, suggestion: Suggestion, state: str, reason: str) -> str:
    """Writes the decision down, forgets the proposer's address, and gives it for the last time."""
    email, suggestion.email = suggestion.email, ""
    suggestion.state, suggestion.reason = state, reason
    suggestion.decided_by, suggestion.decided = actor.account, timezone.now()
    suggestion.save()
    place, after = suggestion.institution, {"state": state, "reason": reason}
    record(actor, MODERATE, f"suggestion/{suggestion.pk}", {"state": PENDING}, after, place)
    return email


def _tell(suggestion: Suggestion, email: str) -> None:
    if not email:
        return
    with translation.override(suggestion.language):
        text = render_to_string(
            "suggestions/email/decided.txt", {"suggestion": suggestion, "accepted": suggestion.state == APPLIED}
        )
        send_mail(_("Vasculum: what became of your suggestion"), text, None, [email])
