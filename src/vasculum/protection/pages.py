"""The page of rules: which are in force, a new one, ending one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vasculum.people.access import actor_of, require, require_for, standing_for
from vasculum.people.policy import may
from vasculum.protection.actions import PROTECT, end, protect
from vasculum.protection.forms import RuleForm
from vasculum.protection.models import ProtectionRule
from vasculum.registry.queries import institution as institution_of
from vasculum.web.layout import current_language, page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@standing_for(PROTECT)
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in force, and a form for another; `institution` is where it is to apply, everywhere without."""
    place = request.GET.get("institution", "")
    require(request, PROTECT, place)
    if place and institution_of(place) is None:
        raise Http404
    form = RuleForm(place, current_language(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save(commit=False)
        made.institution = place
        protect(actor_of(request), made)
        messages.success(request, _("The rule is in force. The search is made anew."))
        return redirect(request.get_full_path())
    in_force = [rule for rule in ProtectionRule.objects.filter(ended=None) if may(actor_of(request), PROTECT, rule.institution)]
    context = {"form": form, "rules": in_force, "place": place, "today": timezone.localdate()}
    return page(request, "protection/rules.html", context, 422 if form.errors else 200)


@require_POST
@never_cache
@standing_for(PROTECT)
def end_rule(request: HttpRequest, number: int) -> HttpResponse:
    """Ends a rule."""
    _actor, found = require_for(request, PROTECT, ProtectionRule.objects.filter(pk=number, ended=None).first())
    reason = request.POST.get("reason", "").strip()
    if reason:
        end(actor_of(request), number, reason[:2_000])
        messages.success(request, _("The rule no longer applies."))
    else:
        messages.error(request, _("Tell why the rule is to end."))
    return redirect(f"{request.path.rpartition('/protection/')[0]}/protection?institution={found.institution}")
