"""Acts on people: invite, accept, change or take a role, make and withdraw a token, export and erase."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from vasculum.people.audit import blank, record
from vasculum.people.models import Account, AuditEntry, Invitation, Membership, Token
from vasculum.people.own_data import kept_elsewhere
from vasculum.people.policy import NODE_WIDE, Actor, Role, grantable, may
from vasculum.people.refusal import NoSuchPerson, NotAllowed
from vasculum.people.tokens import make_token


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation holds out: to whom, which role, where, in which language it is written."""

    email: str
    role: Role
    institution: str = ""
    language: str = "en"


@transaction.atomic
def invite(actor: Actor, offer: Offer) -> Invitation:
    """A new invitation; raises NotAllowed for a role the actor may not give there."""
    if (offer.role in NODE_WIDE) == bool(offer.institution):
        raise NotAllowed("a coordinator or administrator has no institution, every other role has one")
    if offer.role not in grantable(actor, offer.institution):
        raise NotAllowed(f"the role {offer.role} may not be given by this person here")
    made = Invitation.objects.create(
        email=offer.email.strip().lower(), role=offer.role, institution=offer.institution, language=offer.language,
        invited_by=actor.account,
    )  # fmt: skip
    record(actor, "invite", f"invitation/{made.pk}", None, {"role": offer.role}, offer.institution)
    return made


@transaction.atomic
def withdraw_invitation(actor: Actor, invitation: Invitation) -> None:
    """Ends an invitation that nobody has accepted."""
    if not may(actor, "invite", invitation.institution):
        raise NotAllowed("invitations of this institution are not this person's")
    _close(invitation)
    record(actor, "withdraw invitation", f"invitation/{invitation.pk}", {"role": invitation.role}, None, invitation.institution)


@transaction.atomic
def accept(invitation: Invitation, account: Account) -> Membership:
    """Gives the invited role to an account; raises NotAllowed when the invitation has been used meanwhile."""
    open_still = Invitation.objects.select_for_update().filter(pk=invitation.pk, closed=None).first()
    if open_still is None:
        raise NotAllowed("this invitation has been used")
    _close(open_still, account)
    before = Membership.objects.filter(account=account, institution=invitation.institution).first()
    membership, _ = Membership.objects.update_or_create(
        account=account, institution=invitation.institution, defaults={"role": invitation.role, "since": timezone.now()}
    )
    after = {"role": invitation.role, "invitation": invitation.pk}
    record(Actor(str(account.pk)), "accept invitation", _subject(account), _role(before), after, invitation.institution)
    return membership


def _close(invitation: Invitation, account: Account | None = None) -> None:
    """Ends an invitation and forgets whose address it was sent to."""
    invitation.closed, invitation.accepted_by, invitation.email = timezone.now(), account, ""
    invitation.save()


@transaction.atomic
def change_role(actor: Actor, membership: Membership, role: Role | None) -> None:
    """Gives somebody another role at the same place, or none; raises NotAllowed where the actor may not give or take it."""
    place = membership.institution
    given = {Role(membership.role)} | ({role} if role else set())
    if not may(actor, "change role", place) or not given <= grantable(actor, place):
        raise NotAllowed("this role may not be given or taken by this person here")
    if membership.role == Role.ADMINISTRATOR and role != Role.ADMINISTRATOR:
        _keep_an_administrator(membership.account)
    before = _role(membership)
    if role:
        membership.role = role
        membership.save()
    else:
        membership.delete()
    record(actor, "change role", _subject(membership.account), before, {"role": role} if role else None, place)


def _keep_an_administrator(leaving: Account) -> None:
    others = Membership.objects.filter(institution="", role=Role.ADMINISTRATOR, account__is_active=True).exclude(account=leaving)
    if not others.exists():
        raise NotAllowed("this is the only administrator: invite another one first")


def _role(membership: Membership | None) -> dict[str, str] | None:
    return {"role": membership.role} if membership else None


def _subject(account: Account) -> str:
    return f"account/{account.pk}"


@transaction.atomic
def change_account(actor: Actor, account: Account, changes: Mapping[str, str]) -> None:
    """Changes somebody's own name or language; the trail tells which, not what they were."""
    for name, value in changes.items():
        setattr(account, name, value)
    account.save(update_fields=list(changes))
    record(actor, "change account", _subject(account), None, {"changed": sorted(changes)})


@transaction.atomic
def make_own_token(actor: Actor, account: Account, label: str, scopes: Collection[str], days: int) -> tuple[Token, str]:
    """A token for one's own machine, with its secret, which is told this once."""
    token, secret = make_token(account, label, scopes, days)
    record(actor, "make token", f"token/{token.pk}", None, {"scopes": token.scopes, "expires": token.expires})
    return token, secret


@transaction.atomic
def withdraw_token(actor: Actor, token: Token) -> None:
    """Ends a token for good."""
    record(actor, "withdraw token", f"token/{token.pk}", {"scopes": token.scopes}, None)
    token.delete()


def own_data(account: Account) -> dict[str, Any]:
    """Everything the node knows of one person, and of nobody else."""
    acts = AuditEntry.objects.filter(who=str(account.pk)).order_by("number")
    return {
        "id": str(account.pk),
        "name": account.name,
        "email": account.email,
        "language": account.language,
        "joined": account.joined,
        "last_sign_in": account.last_login,
        "addresses": list(EmailAddress.objects.filter(user=account).values("email", "verified", "primary")),
        "roles": list(account.memberships.values("institution", "role", "since")),
        "connected_accounts": list(SocialAccount.objects.filter(user=account).values("provider", "uid", "extra_data")),
        "second_factors": list(Authenticator.objects.filter(user=account).values("type", "created_at", "last_used_at")),
        "tokens": list(account.tokens.values("label", "scopes", "made", "expires", "last_used")),
        "acts": list(acts.values("number", "when", "act", "subject", "institution", "before", "after")),
        **kept_elsewhere(account),
    }


@transaction.atomic
def erase(actor: Actor, account: Account) -> None:
    """Removes who somebody is and keeps what they did under the pseudonym of their account, which nobody can sign in to again.

    Raises NotAllowed for somebody else's account without the right to, and for the only administrator.
    """
    if actor.account != str(account.pk) and not may(actor, "erase person"):
        raise NotAllowed("only an administrator erases somebody else")
    if account.memberships.filter(institution="", role=Role.ADMINISTRATOR).exists():
        _keep_an_administrator(account)
    personal = _personal_words(account)
    _forget_sign_in(account)
    Invitation.objects.filter(email__in=personal).update(email="")
    account.name, account.email, account.last_login = "", None, None
    account.is_active, account.erased = False, timezone.now()
    account.set_unusable_password()
    account.save()
    record(actor, "erase person", _subject(account), None, {"entries blanked": blank(personal)})


def _personal_words(account: Account) -> tuple[str, ...]:
    addresses = EmailAddress.objects.filter(user=account).values_list("email", flat=True)
    subjects = SocialAccount.objects.filter(user=account).values_list("uid", flat=True)
    return tuple(word for word in itertools.chain((account.name, account.email or ""), addresses, subjects) if word)


def _forget_sign_in(account: Account) -> None:
    for model in (EmailAddress, SocialAccount, Authenticator):
        model.objects.filter(user=account).delete()
    account.memberships.all().delete()
    account.tokens.all().delete()
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()


def person(account_id: str) -> Account:
    """The account of an id, or of the only id that begins so; raises NoSuchPerson."""
    found = [each for each in Account.objects.filter(erased=None) if str(each.pk).startswith(account_id.lower())]
    if len(found) != 1 or not account_id:
        raise NoSuchPerson(f"there is no person {account_id!r}" if not found else f"{account_id!r} is not exact enough")
    return found[0]
