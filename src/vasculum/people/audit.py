"""The audit trail: every act is recorded once, in order, and a change made by hand to what was recorded is found."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from vasculum.people.models import AuditEntry, AuditHead
from vasculum.people.policy import Actor
from vasculum.people.request_id import current_request

State = Mapping[str, Any] | None


@transaction.atomic
def record(actor: Actor, act: str, subject: str, before: State = None, after: State = None, institution: str = "") -> AuditEntry:
    """Appends one act to the trail, in the transaction of the act itself.

    `subject` names what was acted on, such as `collection/herbarium`; `before` and `after` hold the changed fields alone.
    People are named by the id of their account.
    """
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1)
    salt = secrets.token_hex(16)
    entry = AuditEntry(
        number=head.entries + 1, when=timezone.now(), who=actor.account or "anyone", act=act, subject=subject[:200],
        institution=institution, before=_plain(before), after=_plain(after), request=current_request(), salt=salt,
    )  # fmt: skip
    entry.digest = _digest(entry)
    entry.chain = _chain(head.chain, entry)
    entry.save(force_insert=True)
    head.entries, head.chain = entry.number, entry.chain
    head.save()
    return entry


def _plain(state: State) -> Any:
    """A state as JSON holds it: moments and ids become text."""
    return None if state is None else orjson.loads(orjson.dumps(dict(state), default=str))


def _digest(entry: AuditEntry) -> str:
    content = orjson.dumps([entry.before, entry.after], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(entry.salt.encode() + content).hexdigest()


def _chain(before: str, entry: AuditEntry) -> str:
    moment = entry.when.astimezone(dt.UTC).isoformat()
    sealed = [before, entry.number, moment, entry.who, entry.act, entry.subject, entry.institution, entry.request, entry.digest]
    return hashlib.sha256(orjson.dumps(sealed)).hexdigest()


def faults_of_the_trail() -> Iterator[str]:
    """What was altered, removed or added by hand, an entry a line; nothing when the trail is whole."""
    chain, number = "", 0
    for entry in AuditEntry.objects.order_by("number").iterator():
        for missing in range(number + 1, entry.number):
            yield f"audit entry {missing} is missing"
        if entry.salt and _digest(entry) != entry.digest:
            yield f"audit entry {entry.number} says something else than was recorded"
        elif entry.number == number + 1 and _chain(chain, entry) != entry.chain:
            yield f"audit entry {entry.number} is not the one that was recorded"
        chain, number = entry.chain, entry.number
    head = AuditHead.objects.filter(pk=1).first()
    if (head.entries, head.chain) != (number, chain) if head else number:
        yield f"the audit trail ends at entry {number}, not where it was left ({head.entries if head else 0})"


def blank(words: tuple[str, ...]) -> list[int]:
    """Takes a person's name and addresses out of every entry's before and after; gives the numbers of those entries."""
    sought = [word.casefold() for word in words if word]
    changed = []
    for entry in AuditEntry.objects.order_by("number").iterator():
        before, after = _without(entry.before, sought), _without(entry.after, sought)
        if (before, after) != (entry.before, entry.after):
            AuditEntry.objects.filter(pk=entry.pk).update(before=before, after=after, salt="")
            changed.append(entry.number)
    return changed


def _without(value: Any, sought: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(each, sought) for name, each in value.items()}
    if isinstance(value, list):
        return [_without(each, sought) for each in value]
    if isinstance(value, str) and any(_tells(value.casefold(), word) for word in sought):
        return "erased"
    return value


def _tells(text: str, word: str) -> bool:
    """Whether a text gives a name or address away; a single word counts only as the whole text."""
    return text == word or (word in text and (" " in word or "@" in word))
