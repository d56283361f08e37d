"""The people of an institution, and those of the node: who is there, inviting, changing and taking roles."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vasculum.people.access import allowed, require, standing_for
from vasculum.people.actions import Offer, change_role, invite, withdraw_invitation
from vasculum.people.forms import InviteForm
from vasculum.people.invitations import path_of
from vasculum.people.labels import role_label
from vasculum.people.models import Invitation, Membership
from vasculum.people.places import institution_name
from vasculum.people.policy import Actor, Role, grantable
from vasculum.people.refusal import NotAllowed
from vasculum.web.layout import current_language, page
from vasculum.web.problems import problem_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@never_cache
@allowed("see people")
def node(request: HttpRequest) -> HttpResponse:
    """Coordinators and administrators, and the institutions that have people."""
    return _people(request, "")


@form_page
@never_cache
@allowed("see people", lambda institution: institution)
def institution(request: HttpRequest, institution: str) -> HttpResponse:
    """The people of one institution, and inviting another."""
    return _people(request, institution)


def _people(request: HttpRequest, place: str) -> HttpResponse:
    actor = require(request, "see people", place)
    roles = [role for role in Role if role in grantable(actor, place)]
    form = InviteForm(roles, request.POST or None, initial={"language": current_language()})
    link = ""
    if request.method == "POST" and form.is_valid():
        link = _send(request, actor, place, form)
        form = InviteForm(roles, initial={"language": current_language()})
    members = Membership.objects.filter(institution=place).select_related("account")
    elsewhere = Membership.objects.exclude(institution="").values_list("institution", flat=True) if not place else ()
    context = {
        "institution": place,
        "name": institution_name(place, current_language()) if place else "",
        "members": [(each, role_label(each.role), Role(each.role) in roles) for each in members],
        "invitations": [(each, role_label(each.role)) for each in Invitation.objects.filter(institution=place, closed=None)],
        "roles": [(role.value, role_label(role)) for role in roles],
        "institutions": [(key, institution_name(key, current_language())) for key in sorted(set(elsewhere))],
        "form": form,
        "link": link,
        "days": settings.INVITATION_DAYS,
    }
    return page(request, "people/people.html", context)


def _send(request: HttpRequest, actor: Actor, place: str, form: InviteForm) -> str:
    """Invites, writes the e-mail in the language of the invitation, and gives the link."""
    told = form.cleaned_data
    made = invite(actor, Offer(told["email"], Role(told["role"]), place, told["language"]))
    link = request.build_absolute_uri(path_of(made))
    with translation.override(made.language):
        words = {
            "link": link,
            "role": role_label(made.role),
            "institution": institution_name(place, made.language) if place else "",
            "days": settings.INVITATION_DAYS,
        }
        text = render_to_string("people/email/invitation.txt", words)
        try:
            send_mail(_("Vasculum: you are invited"), text, None, [made.email])
        except OSError:
            messages.error(request, _("The e-mail could not be sent: hand the link over yourself."))
    return link


@standing_for("change role")
@require_POST
def membership(request: HttpRequest, number: int) -> HttpResponse:
    """Gives somebody another role, or takes it: the form's `role`, empty to take it."""
    found = get_object_or_404(Membership.objects.select_related("account"), pk=number)
    actor = require(request, "change role", found.institution)
    wanted = request.POST.get("role", "")
    if wanted not in {"", *Role}:
        return problem_page(request, 400, _("There is no such role."))
    try:
        change_role(actor, found, Role(wanted) if wanted else None)
    except NotAllowed:
        return problem_page(request, 403, _("You may not give or take this role."))
    messages.success(request, _("The role has been changed.") if wanted else _("The role has been taken away."))
    return _back(found.institution)


@standing_for("invite")
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Takes an invitation back."""
    found = get_object_or_404(Invitation, pk=number, closed=None)
    withdraw_invitation(require(request, "invite", found.institution), found)
    messages.success(request, _("The invitation has been taken back."))
    return _back(found.institution)


def _back(place: str) -> HttpResponse:
    return redirect("people-of-institution", place) if place else redirect("people")
