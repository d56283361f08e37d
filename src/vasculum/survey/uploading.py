"""A table that was dropped back: what each of its rows would change, what is wrong with it, and entering what is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.people.models import Account
from vasculum.people.policy import Actor
from vasculum.registry.editing import Changed
from vasculum.registry.models import Collection, Institution
from vasculum.survey.actions import NotEntered, enter_changes, enter_new
from vasculum.survey.answering import answers_of, described, edition
from vasculum.survey.columns import KEY
from vasculum.survey.models import Upload
from vasculum.survey.queries import collections_at
from vasculum.survey.questions import Answers, folded
from vasculum.survey.reading import Row, Table
from vasculum.survey.understanding import understand
from vasculum.web.tables import LONGEST_CELL

SAME, CHANGED, NEW, WRONG = "same", "changed", "new", "wrong"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row: `faults` by the code of the column, `before` the answers as they stand now."""

    row: Row
    state: str
    collection: Collection | None = None
    before: Answers = field(default_factory=dict)
    touched: tuple[str, ...] = ()
    faults: Mapping[str, Promise] = field(default_factory=dict)


def keep_upload(account: Account, institution: Institution, file_name: str, table: Table) -> Upload:
    """Keeps a table as it was read, until somebody has looked at what was understood."""
    return Upload.objects.create(
        account=account, institution=institution.key, file_name=file_name[:200], language=table.language,
        rows=[asdict(row) for row in table.rows], columns=table.unknown,
    )  # fmt: skip


def outcomes(upload: Upload) -> list[Outcome]:
    """What becomes of each row, as things stand now."""
    known = {each.key: each for each in collections_at(upload.institution)}
    now = {key: answers_of(described(each), upload.language) for key, each in known.items()}
    named = {folded(answers["name"]) for answers in now.values()}
    rows = [Row(**row) for row in upload.rows]
    return [_outcome(row, known, now, named, twice) for row, twice in _with_repetitions(rows)]


def _with_repetitions(rows: Iterable[Row]) -> list[tuple[Row, bool]]:
    seen: set[str] = set()
    found = []
    for row in rows:
        identity = row.key or f"name {folded(row.answers.get('name', ''))}"
        found.append((row, identity in seen))
        seen.add(identity)
    return found


def _outcome(row: Row, known: Mapping[str, Collection], now: Mapping[str, Answers], named: set[str], is_twice: bool) -> Outcome:
    if is_twice:
        return Outcome(row, WRONG, known.get(row.key), faults={KEY: _("An earlier row is about the same collection.")})
    if not row.key:
        return _new(row, named)
    if row.key not in known:
        return Outcome(row, WRONG, faults={KEY: _("No collection of this institution has this key.")})
    return _known(row, known[row.key], now[row.key])


def _new(row: Row, named: set[str]) -> Outcome:
    understood = understand(row.answers, {}, is_new=True)
    faults = dict(understood.faults)
    if folded(row.answers.get("name", "")) in named:
        faults[KEY] = _("There is a collection of this name already: give its key, or another name.")
    return Outcome(row, WRONG if faults else NEW, touched=_in_order(row, understood.touched), faults=faults)


def _known(row: Row, collection: Collection, now: Answers) -> Outcome:
    whole = {code: _uncut(answer, now.get(code, "")) for code, answer in row.answers.items()}
    row = replace(row, answers=whole)
    understood = understand(whole, now)
    touched = _in_order(row, understood.touched)
    if not touched:
        return Outcome(row, SAME, collection, now)
    faults = dict(understood.faults)
    if row.edition and row.edition != edition(now):
        faults[KEY] = _("Somebody changed this collection after you took the table. Compare, and enter it in the form.")
    return Outcome(row, WRONG if faults else CHANGED, collection, now, touched, faults)


def _uncut(answer: str, now: str) -> str:
    """An answer that a cell had no room for as it was."""
    return now if len(answer) >= LONGEST_CELL - 1 and now.startswith(answer) else answer


def _in_order(row: Row, touched: frozenset[str]) -> tuple[str, ...]:
    return tuple(code for code in row.answers if code in touched)


def enter_upload(actor: Actor, upload: Upload, institution: Institution) -> dict[str, int]:
    """Enters the rows that are right and counts what became of all; those that are wrong stay in the upload, which else goes."""
    counts = dict.fromkeys((SAME, CHANGED, NEW, WRONG), 0)
    left = []
    for outcome in outcomes(upload):
        state = _entered(actor, outcome, institution, upload.language)
        counts[state] += 1
        if state == WRONG:
            left.append(asdict(outcome.row))
    upload.rows = left
    if left:
        upload.save()
    else:
        upload.delete()
    return counts


def _entered(actor: Actor, outcome: Outcome, institution: Institution, language: str) -> str:
    try:
        if outcome.state == NEW:
            enter_new(actor, institution, outcome.row.answers, language)
        elif outcome.state == CHANGED and outcome.collection:
            enter_changes(actor, outcome.collection, outcome.row.answers, outcome.before, language)
    except (NotEntered, Changed):
        return WRONG
    return outcome.state
