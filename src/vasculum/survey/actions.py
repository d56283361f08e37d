"""Acts of the survey: keep a draft, hand it in, enter what it says, confirm what still holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from vasculum.people.audit import record
from vasculum.people.models import Account
from vasculum.people.policy import Actor
from vasculum.registry.editing import change, set_status, state_measure
from vasculum.registry.keys import LONGEST
from vasculum.registry.models import Allocation, Collection, Contact, Institution
from vasculum.registry.permission import require_act
from vasculum.survey.answering import FIGURES, LANGUAGE_MAPS, Described, answers_of, described
from vasculum.survey.models import Draft
from vasculum.survey.queries import collection_of
from vasculum.survey.questions import Answers
from vasculum.survey.understanding import (
    LISTED,
    Part,
    Understood,
    conflicts,
    fields_told,
    figure_told,
    merged,
    parts_told,
    state_told,
    touches_parts,
    understand,
)

ACT, CONFIRM = "fill in survey", "confirm collection"


class NotEntered(Exception):
    """Answers that were not entered: what is wrong with each, or what somebody else has answered meanwhile."""

    def __init__(self, faults: Mapping[str, Promise], theirs: Mapping[str, str] | None = None) -> None:
        super().__init__(sorted([*faults, *(theirs or {})]))
        self.faults = faults
        self.theirs = theirs or {}


def keep_draft(account: Account, draft: Draft | None, institution: str, collection: str, given: Mapping[str, Any]) -> Draft:
    """Keeps somebody's answers as they are, right or wrong; `given` holds answers, language, and the answers once opened."""
    kept = draft or Draft.objects.filter(account=account, collection=collection).exclude(collection="").first()
    kept = kept or Draft(account=account, institution=institution, collection=collection)
    for name, value in given.items():
        setattr(kept, name, value)
    kept.save()
    return kept


@transaction.atomic
def hand_in(actor: Actor, draft: Draft) -> None:
    """Shows a draft to those who may enter it; raises NotAllowed."""
    require_act(actor, ACT, draft.institution)
    draft.handed_in = True
    draft.save()
    record(actor, "hand in survey", f"draft/{draft.pk}", institution=draft.institution)


def enter_new(actor: Actor, institution: Institution, given: Answers, language: str) -> Collection:
    """A new collection of an institution with these answers; raises NotEntered and NotAllowed."""
    require_act(actor, "edit collection", institution.key)
    understood = understand(given, {}, is_new=True)
    if understood.faults:
        raise NotEntered(understood.faults)
    with transaction.atomic():
        names = {language: understood.answers["name"]}
        made = Collection.objects.create(key=free_key(institution.key, names[language]), institution=institution, names=names)
        record(actor, "edit collection", f"collection/{made.key}", None, {"names": names}, institution.key)
        _enter(actor, Described(made), understood, language)
    return made


def enter_changes(actor: Actor, collection: Collection, given: Answers, opened: Answers, language: str) -> list[str]:
    """Enters the answers that differ from what a collection answers now, and gives their codes; none of them confirms the rest.

    `opened` are the answers the visitor set out from. Raises NotEntered for faults and for answers that somebody else gave
    otherwise since, `vasculum.registry.editing.Changed` where somebody saved in this very moment, and NotAllowed.
    """
    require_act(actor, "edit collection", collection.institution.key)
    known = described(collection)
    now = answers_of(known, language)
    clashing = conflicts(given, opened, now)
    understood = understand(merged(given, opened, now), now)
    faults = {**_parts_that_stay(known, understood), **understood.faults}
    if faults or clashing:
        raise NotEntered(faults, {code: now.get(code, "") for code in clashing})
    fields = _fields(collection, understood, language)
    changed = change(actor, collection, collection.version, fields)
    with transaction.atomic():
        _enter_rows(actor, known, understood, language)
        record(
            actor, CONFIRM, f"collection/{changed.key}", None, {"answers": sorted(understood.touched)}, collection.institution.key
        )
    return sorted(understood.touched)


def _enter(actor: Actor, known: Described, understood: Understood, language: str) -> None:
    change(actor, known.collection, known.collection.version, _fields(known.collection, understood, language))
    _enter_rows(actor, known, understood, language)
    answered = {"answers": sorted(understood.touched)}
    record(actor, CONFIRM, f"collection/{known.collection.key}", None, answered, known.collection.institution.key)


def _fields(collection: Collection, understood: Understood, language: str) -> dict[str, Any]:
    names = (*LANGUAGE_MAPS.values(), *LISTED, *(f"{name}s" for name in LISTED))
    fields = fields_told(understood, {name: getattr(collection, name) for name in names}, language)
    if "hosted_at" in understood.touched:
        fields["hosted_at"] = Institution.objects.filter(key=understood.answers["hosted_at"]).first()
    return fields


def _enter_rows(actor: Actor, known: Described, understood: Understood, language: str) -> None:
    contact = _enter_contact(actor, known, understood.answers) if understood.touches("contact") else known.contact
    if understood.touches("state"):
        before = known.state.reason if known.state else {}
        set_status(actor, known.collection, state_told(understood.answers, before, language), contact)
    for code, thing in FIGURES.items():
        if understood.touches("held" if code == "how_many" else code):
            _enter_figure(actor, known, code, thing, understood.answers, language)
    if touches_parts(understood.touched):
        _enter_parts(actor, known, parts_told(understood.answers))


def _enter_figure(actor: Actor, known: Described, code: str, thing: str, answers: Answers, language: str) -> None:
    """States a figure; one of a newer date leaves the older as it was, any other replaces it."""
    told = figure_told(code, answers, language)
    older = known.figures.get(thing)
    if older is None and told.qualifier == "none":
        return
    is_newer = older is not None and older.unit == told.unit and told.as_of.rpartition("/")[2] > older.as_of.rpartition("/")[2]
    state_measure(actor, known.collection, told, None if is_newer else older)


def _enter_contact(actor: Actor, known: Described, answers: Answers) -> Contact | None:
    contact = known.contact or Contact(collection=known.collection)
    place, subject = known.collection.institution.key, f"collection/{known.collection.key}"
    record(actor, "edit collection", subject, None, {"contact": contact.pk or "new"}, place)
    if not answers.get("contact_name") and not answers.get("contact_email"):
        if contact.pk:
            contact.delete()
        return None
    contact.name, contact.email = answers.get("contact_name", ""), answers.get("contact_email", "")
    contact.role = answers.get("contact_role", "") or "keeper"
    contact.save()
    return contact


def _parts_that_stay(known: Described, understood: Understood) -> dict[str, Promise]:
    """The parts that were emptied although they have figures of their own."""
    if not touches_parts(understood.touched) or understood.faults:
        return {}
    emptied = {part.number for part in parts_told(understood.answers) if part.is_empty}
    counted = [number for number, each in enumerate(known.parts, start=1) if number in emptied and each.measures.exists()]
    return {f"part_discipline_{number}": _("This part has figures of its own and cannot be left out.") for number in counted}


def _enter_parts(actor: Actor, known: Described, parts: list[Part]) -> None:
    """Makes the parts of a collection those that were answered."""
    before = [str(each) for each in known.parts]
    there = dict(enumerate(known.parts, start=1))
    for part in parts:
        found = there.get(part.number) or Allocation(collection=known.collection)
        if not part.is_empty:
            _saved_part(found, part)
        elif found.pk:
            found.delete()
    after = [str(each) for each in Allocation.objects.filter(collection=known.collection)]
    place = known.collection.institution.key
    record(actor, "edit collection", f"collection/{known.collection.key}", {"parts": before}, {"parts": after}, place)


def _saved_part(found: Allocation, part: Part) -> None:
    for name, value in {**part.codes, "share": part.share}.items():
        setattr(found, name, value)
    found.save()


def free_key(institution: str, name: str) -> str:
    """A key that no collection has, made of those of the institution and of a name."""
    wanted = slugify(f"{institution} {name}").replace("_", "-")[:LONGEST].strip("-")
    number, key = 1, wanted
    while Collection.objects.filter(key=key).exists():
        number += 1
        key = f"{wanted}-{number}"
    return key


def enter_draft(actor: Actor, institution: Institution, collection: Collection | None, draft: Draft) -> Collection:
    """Enters a draft, which is then gone; raises as `enter_new` and `enter_changes` do, and the draft stays."""
    if collection is None:
        made = enter_new(actor, institution, draft.answers, draft.language)
    else:
        enter_changes(actor, collection, draft.answers, draft.opened, draft.language)
        made = collection_of(collection.key) or collection
    draft.delete()
    return made
