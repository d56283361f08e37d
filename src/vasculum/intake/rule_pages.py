"""Columns that need more than a name: joined, parted, taken apart by a pattern, replaced, with what comes of the first rows."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vasculum.formats.dwca import ArchiveRefused
from vasculum.intake import actions, making_rules
from vasculum.intake.making_rules import MOST_COLUMNS, MOST_PIECES, ROWS, Fault, RuleFault, Said
from vasculum.intake.models import ImportSession
from vasculum.intake.queries import mapping_of_session
from vasculum.intake.reading import reading
from vasculum.intake.rules import BASIS, OFFERED, is_special_rule
from vasculum.intake.showing import label_of
from vasculum.mapping.document import Mapping, Rule
from vasculum.people.access import require_for, standing_for
from vasculum.web.layout import page

ACT = "harvest"
_LOOKED_AT = 200
_OF_ROWS = (
    "ac:accessURI", "ac:caption", "dcterms:creator", "dcterms:description", "dwc:measurementType", "dwc:measurementValue",
    "dwc:measurementUnit",
)  # fmt: skip
_SAID: MappingOf[Fault, str | Promise] = {
    Fault.NO_COLUMN: gettext_lazy("Choose at least one column."),
    Fault.NO_TERM: gettext_lazy("Say what the text is."),
    Fault.BAD_PATTERN: gettext_lazy("This pattern cannot be read. Write the pieces in braces, such as {collector}, {date}"),
    Fault.PIECE_WITHOUT_TERM: gettext_lazy("Say what this piece is, or write * for it in the pattern"),
    Fault.NO_SUCH_PIECE: gettext_lazy("No pattern has a piece of this name"),
    Fault.NOT_PARTED: gettext_lazy("Several things need a sign at which the text is parted, or a pattern."),
    Fault.NO_ROWS: gettext_lazy("Say what kind of rows the parts become."),
    Fault.SEVERAL_OF_ONE: gettext_lazy("Where a cell holds several, each is one thing: no pattern and no other parting with it."),
    Fault.TAKEN: gettext_lazy("Something else is this already; join the columns, or choose another"),
    Fault.BAD_VALUE: gettext_lazy("Write a replacement as: text = what it stands for"),
}


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule in the list: where it stands in the mapping, its columns, and what they become."""

    at: int
    columns: Sequence[str]
    terms: Sequence[str]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@standing_for(ACT)
def rules(request: HttpRequest, key: UUID) -> HttpResponse:
    """The rules of a file that say more than a name, one of them in a form, and what it makes of the first rows."""
    _actor, found = require_for(request, ACT, ImportSession.objects.filter(pk=key).first())
    fault = ""
    if request.method == "POST":
        fault = _kept(request, found) if "preview" not in request.POST else ""
        if not fault and "preview" not in request.POST:
            return redirect("import-rules", key)
    try:
        return _shown(request, found, fault)
    except ArchiveRefused as refusal:
        return page(request, "intake/rules.html", {"session": found, "fault": refusal.reason}, 422)


def _kept(request: HttpRequest, found: ImportSession) -> str:
    """Does what was asked for; what is wrong with it, if anything."""
    if found.wish or found.state == ImportSession.State.COMMITTED:
        return _("What was brought in is kept: undo it first.")
    if request.POST.get("state") != making_rules.state_of(found.mapping):
        return _("Somebody changed the columns meanwhile. Look at them once more.")
    mapping = mapping_of_session(found)
    at = _at(request.POST.get("at", ""), mapping)
    try:
        changed = _changed(request, mapping, at)
    except RuleFault as wrong:
        return _worded(wrong)
    actions.keep_mapping(found, changed)
    return ""


def _changed(request: HttpRequest, mapping: Mapping, at: int | None) -> Mapping:
    if "constants" in request.POST:
        terms, texts = request.POST.getlist("constant"), request.POST.getlist("text")
        return making_rules.with_constants(mapping, dict(zip(terms, texts, strict=False)))
    if "remove" in request.POST:
        return making_rules.without_rule(mapping, at) if at is not None else mapping
    return making_rules.with_rule(mapping, at, making_rules.rule_of(_said(request)))


def _worded(wrong: RuleFault) -> str:
    about = label_of(wrong.about) if wrong.fault == Fault.TAKEN else wrong.about
    return f"{_SAID[wrong.fault]}: {about}" if about else str(_SAID[wrong.fault])


def _at(text: str, mapping: Mapping) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 and int(text) < len(mapping.rules) else None


def _said(request: HttpRequest) -> Said:
    post = request.POST
    names, terms = post.getlist("piece")[:MOST_PIECES], post.getlist("term")[:MOST_PIECES]
    return Said(
        columns=list(dict.fromkeys(filter(None, post.getlist("column")))),
        join=post.get("join", " ")[:20],
        split=post.get("split", "")[:20],
        each=post.get("each", "")[:20],
        patterns=_lines(post.get("patterns", "")),
        pieces=[(name.strip(" {}"), term) for name, term in zip(names, terms, strict=False)],
        row_type=post.get("in", "")[:80],
        row=post.get("row", "")[:80],
        values=_lines(post.get("values", "")),
        unit=post.get("unit", "").strip()[:20],
        skip="skip" in post,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text[:20_000].splitlines() if line.strip()]


def _shown(request: HttpRequest, found: ImportSession, fault: str) -> HttpResponse:
    mapping = mapping_of_session(found)
    at = _at(request.POST.get("at", "") if request.method == "POST" else request.GET.get("rule", ""), mapping)
    with reading(found, "rules") as read:
        headings = read.heading.names
        rows = [(row.number, row.cells) for row in islice(read.rows, _LOOKED_AT)]
    said = _in_form(request, mapping, at, headings)
    context = {
        "session": found,
        "fault": fault,
        "state": making_rules.state_of(found.mapping),
        "at": at,
        "said": said,
        "rules": [_listed(place, rule) for place, rule in enumerate(mapping.rules) if _is_listed(rule)],
        "headings": headings,
        "columns": [*said.columns, *[""] * (max(MOST_COLUMNS, len(said.columns) + 1) - len(said.columns))],
        "pieces": [*said.pieces, *[("", "")] * (max(MOST_PIECES, len(said.pieces)) - len(said.pieces))],
        "patterns": "\n".join(said.patterns),
        "values": "\n".join(said.values),
        "offered": _offered(mapping, said),
        "row_types": [(name, label_of(name)) for name in dict.fromkeys([*ROWS, *filter(None, [said.row_type])])],
        "constants": [*((each.to, each.value) for each in mapping.constants if not each.row_type), ("", ""), ("", "")],
        **_preview(said, headings, rows),
    }
    return page(request, "intake/rules.html", context, 422 if fault else 200)


def _in_form(request: HttpRequest, mapping: Mapping, at: int | None, headings: Sequence[str]) -> Said:
    if request.method == "POST" and "constants" not in request.POST:
        return _said(request)
    if at is not None:
        return making_rules.said_of(mapping.rules[at])
    column = request.GET.get("column", "")
    return making_rules.said_of(Rule((column,) if column in headings else ()))


def _preview(said: Said, headings: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> dict[str, object]:
    """What the rule in the form makes of the first rows, or why it cannot be."""
    if not said.columns:
        return {"given": [], "why": ""}
    try:
        rule = making_rules.rule_of(said)
    except RuleFault as wrong:
        return {"given": [], "why": _worded(wrong)}
    made = making_rules.given(rule, headings, rows)
    shown = [
        (each.number, each.texts, [(label_of(kind) if kind else "", label_of(name) if ":" in name else name, text)
         for kind, name, text in each.becomes], each.is_unlike)
        for each in made
    ]  # fmt: skip
    return {"given": shown, "why": ""}


def _is_listed(rule: Rule) -> bool:
    return is_special_rule(rule) or not rule.is_plain


def _listed(place: int, rule: Rule) -> RuleShown:
    return RuleShown(place, rule.columns, [label_of(term) for term in rule.to])


def _offered(mapping: Mapping, said: Said) -> list[tuple[str, str]]:
    used = [term for rule in mapping.rules for term in rule.to]
    constants = [each.to for each in mapping.constants]
    terms = dict.fromkeys([*OFFERED, BASIS, *_OF_ROWS, *used, *constants, *(term for _name, term in said.pieces if term)])
    return [(term, label_of(term)) for term in terms]
