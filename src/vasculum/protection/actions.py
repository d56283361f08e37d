"""Acts on rules: protect, end a protection. Both are told to the trail; neither removes anything."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.protection.current import look_again
from vasculum.protection.models import ProtectionRule
from vasculum.registry.permission import require_act

PROTECT = "protect specimen"


def protect(actor: Actor, rule: ProtectionRule) -> ProtectionRule:
    """Puts a rule into force: from now on nothing leaves the node but what it lets through; raises NotAllowed."""
    require_act(actor, PROTECT, rule.institution)
    with transaction.atomic():
        rule.save()
        record(actor, "protect", f"protection/{rule.pk}", None, _told(rule), rule.institution)
    look_again()
    return rule


def end(actor: Actor, number: int, reason: str) -> ProtectionRule:
    """Ends a rule that is in force, for a reason; raises NotAllowed, ProtectionRule.DoesNotExist for one that ended before."""
    with transaction.atomic():
        rule = ProtectionRule.objects.select_for_update().get(pk=number, ended=None)
        require_act(actor, PROTECT, rule.institution)
        rule.ended = timezone.now()
        rule.save(update_fields=["ended"])
        record(actor, "end protection", f"protection/{rule.pk}", _told(rule), {"why": reason}, rule.institution)
    look_again()
    return rule


def _told(rule: ProtectionRule) -> dict[str, str]:
    named = {"category": rule.category, "taxon": rule.taxon, "country": rule.country, "collection": rule.collection}
    named |= {"term": rule.term, "text": rule.text, "reason": rule.reason, "document": rule.document}
    return {name: value for name, value in named.items() if value}
