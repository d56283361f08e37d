"""My account, my tokens, an invitation, and the page for a forged form."""

from __future__ import annotations

from typing import Any

import orjson
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vasculum.people.access import account_as_actor, allowed, confirmed, has_second_factor, signed_in
from vasculum.people.actions import accept, change_account, erase, make_own_token, own_data, withdraw_token
from vasculum.people.forms import AccountForm, EraseForm, TokenForm
from vasculum.people.invitations import IN_SESSION, invitation_of
from vasculum.people.labels import act_label, role_label
from vasculum.people.models import Account, Membership
from vasculum.people.places import institution_name
from vasculum.people.policy import ALLOWED, OWN_ACCOUNT, PUBLIC, STAFF, Role, may
from vasculum.people.refusal import NotAllowed
from vasculum.web.layout import current_language, page
from vasculum.web.problems import problem_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _me(request: HttpRequest) -> Account:
    """The account that is signed in; a token opens no page."""
    account = signed_in(request)
    if account is None:
        raise Http404
    return account


@form_page
@never_cache
@allowed(OWN_ACCOUNT)
def account(request: HttpRequest) -> HttpResponse:
    """My account: name, language, ways to sign in, roles."""
    me = _me(request)
    form = AccountForm(request.POST or None, initial={"name": me.name, "language": me.language})
    if request.method == "POST" and form.is_valid():
        changes = {name: value for name, value in form.cleaned_data.items() if getattr(me, name) != value}
        change_account(account_as_actor(me), me, changes)
        messages.success(request, _("Saved."))
        return redirect("account")
    memberships = list(me.memberships.all())
    context = {
        "form": form,
        "memberships": [_shown(each) for each in memberships],
        "second_factor": has_second_factor(me),
        "second_factor_needed": any(Role(each.role) in STAFF for each in memberships),
        "connected": SocialAccount.objects.filter(user=me).count(),
        "providers": bool(get_adapter().list_providers(request)),
        "address": EmailAddress.objects.filter(user=me, primary=True).first(),
    }
    return page(request, "people/account.html", context)


def _shown(membership: Membership) -> tuple[Membership, object, str, bool]:
    """A role with its name, the name of its institution, and whether it looks after people."""
    place = membership.institution
    name = institution_name(place, current_language()) if place else ""
    return membership, role_label(membership.role), name, Role(membership.role) in STAFF


@require_safe
@never_cache
@allowed(OWN_ACCOUNT)
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything the node knows of me, as JSON."""
    content = orjson.dumps(own_data(_me(request)), option=orjson.OPT_INDENT_2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


@form_page
@never_cache
@allowed(OWN_ACCOUNT)
@confirmed
def erase_me(request: HttpRequest) -> HttpResponse:
    """Erasing my account: what goes, what stays, and the question whether I am sure."""
    me = _me(request)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(account_as_actor(me), me)
        except NotAllowed:
            form.add_error(None, _("You are the only administrator: invite another one first."))
        else:
            logout(request)
            return page(request, "people/erased.html")
    return page(request, "people/erase.html", {"form": form})


@form_page
@never_cache
@allowed(OWN_ACCOUNT)
@confirmed
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens for machines; a new one's secret is shown this once."""
    me = _me(request)
    actor = account_as_actor(me)
    places = {"", *actor.roles}
    acts = [act for act in ALLOWED if act not in {PUBLIC, OWN_ACCOUNT} and any(may(actor, act, place) for place in places)]
    form = TokenForm(acts, request.POST or None)
    context: dict[str, Any] = {"form": form, "acts": acts}
    if request.method == "POST" and form.is_valid():
        _token, context["secret"] = make_own_token(actor, me, **form.cleaned_data)
        context["form"] = TokenForm(acts)
    context["tokens"] = [(each, [act_label(act) for act in each.scopes]) for each in me.tokens.all()]
    return page(request, "people/tokens.html", context)


@require_POST
@allowed(OWN_ACCOUNT)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Ends one of my tokens."""
    me = _me(request)
    token = me.tokens.filter(pk=number).first()
    if token is None:
        raise Http404
    withdraw_token(account_as_actor(me), token)
    messages.success(request, _("The token has been withdrawn."))
    return redirect("tokens")


@form_page
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody is invited to: accepted by who is signed in, or kept until an account is made or signed in to."""
    offered = invitation_of(token)
    if offered is None:
        return page(request, "people/invitation_ended.html", {"days": settings.INVITATION_DAYS}, 410)
    me = signed_in(request)
    if request.method == "POST" and me is not None:
        try:
            accept(offered, me)
        except NotAllowed:
            return redirect(request.path)
        request.session.pop(IN_SESSION, None)
        messages.success(request, _("You have a new role."))
        return redirect("account")
    if me is None:
        request.session[IN_SESSION] = token
    name = institution_name(offered.institution, current_language()) if offered.institution else ""
    context = {"role": role_label(offered.role), "name": name, "sign_up": reverse("account_signup")}
    return page(request, "people/invitation.html", context)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that came from elsewhere, or from a page that was open for too long."""
    return problem_page(
        request, 403, _("This form was not sent from a fresh page of this node. Go back, reload the page, try again.")
    )
