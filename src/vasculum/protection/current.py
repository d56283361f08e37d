"""The rules in force, read from the database at most once a second by each process."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from vasculum.names.answer import Answer, MatchType
from vasculum.names.checklists import Checklists, checklist_files, checklists_in
from vasculum.protection.lasting import Lasting
from vasculum.protection.models import ProtectionRule
from vasculum.protection.rules import NO_RULES, Rule, Rules
from vasculum.protection.taxa import UNKNOWN, Known, Protected, Resolve


def _rules() -> Rules:
    kept = list(ProtectionRule.objects.filter(ended=None).order_by("pk"))
    if not kept:
        return NO_RULES
    folder = Path(settings.NODE) / "backbones"
    files = checklist_files(folder) if any(each.taxon for each in kept) else []
    told = " ".join(f"{file.name}:{file.stat().st_mtime_ns}" for file in files)
    checklists = _checklists(folder, told) if told else None
    each = tuple(_with_accepted_names(rule.rule(), checklists) for rule in kept)
    return _same(each, checklists, told)


@lru_cache(maxsize=1)
def _same(each: tuple[Rule, ...], checklists: Checklists | None, told: str) -> Rules:
    """The rules as long as they are the same ones, with the names that were looked up for them already."""
    return Rules(each, resolving(checklists), told)


@lru_cache(maxsize=1)
def _checklists(folder: Path, told: str) -> Checklists:  # noqa: ARG001 - the state of the files that are opened
    return checklists_in(folder)


def _with_accepted_names(rule: Rule, checklists: Checklists | None) -> Rule:
    """The rule with the accepted name of its taxon, under which records may stand, as a synonym."""
    if rule.taxon is None or checklists is None:
        return rule
    accepted = (checklists.match(name).accepted for name in (rule.taxon.name, *rule.taxon.synonyms))
    names = dict.fromkeys((*rule.taxon.synonyms, *(usage.canonical_name for usage in accepted if usage)))
    return replace(rule, taxon=Protected(rule.taxon.name, tuple(names)))


def resolving(checklists: Checklists | None) -> Resolve:
    """What checklists know a name to be; nothing without them."""

    @lru_cache(maxsize=1 << 16)
    def resolve(name: str) -> Known:
        return _known(checklists.match(name)) if checklists else UNKNOWN

    return resolve


def _known(answer: Answer) -> Known:
    usages = [usage for usage in (answer.usage, answer.accepted, *answer.alternatives) if usage]
    names = (said for usage in usages for said in (usage.canonical_name, *usage.classification.values()) if said)
    return Known(frozenset(names), answer.match_type is MatchType.EXACT and answer.usage is not None)


current = Lasting(_rules)
"""The rules in force."""
look_again = current.look_again
