"""Who asks, and whether they may: the one door for pages and API.

`require` is asked inside a view, `allowed` stands before one; both refuse in the same way. Nobody signed in is led to
sign-in (a program gets 401), a role that does not suffice gets 403, a missing second factor leads to setting it up.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from vasculum.people.models import Account
from vasculum.people.policy import ANYONE, PUBLIC, Actor, Role, lacks_second_factor, may, places_of
from vasculum.people.tokens import token_of
from vasculum.web.problems import problem_page, wants_document

BEARER = "Bearer "
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

View = Callable[..., Any]


class _AtAnInstitution(Protocol):
    institution: Any


Held = TypeVar("Held", bound=_AtAnInstitution)

# Before something grave, somebody who signed in a while ago confirms that it is still them.
confirmed: Callable[[View], View] = reauthentication_required


class Refusal(Exception):
    """An act that is refused, with the answer that says so."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def signed_in(request: HttpRequest) -> Account | None:
    """The account of the session, if somebody has signed in."""
    user = getattr(request, "user", None)
    return cast(Account, user) if user is not None and user.is_authenticated else None


def actor_of(request: HttpRequest) -> Actor:
    """Who asks: the owner of the token in `Authorization: Bearer`, or else of the session, or else anyone.

    Raises Refusal for a token that is not good, and for a session that writes to the API without a CSRF token.
    """
    header = request.headers.get("Authorization", "")
    if header.startswith(BEARER):
        token = token_of(header.removeprefix(BEARER).strip())
        if token is None:
            raise Refusal(_unauthorised(request, "This token is unknown or has expired."))
        return account_as_actor(token.account, frozenset(token.scopes))
    account = signed_in(request)
    if account is None:
        return ANYONE
    _forbid_forgery(request)
    return account_as_actor(account)


def account_as_actor(account: Account, scopes: frozenset[str] | None = None) -> Actor:
    """An account with its roles as the policy sees it."""
    if not account.is_active:
        return ANYONE
    roles = {place: Role(role) for place, role in account.memberships.values_list("institution", "role")}
    return Actor(str(account.pk), roles, has_second_factor(account), scopes)


def has_second_factor(account: Account) -> bool:
    """Whether signing in to an account takes a code beside the password."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def require(request: HttpRequest, act: str, institution: str = "") -> Actor:
    """Who asks, once it is sure that they may do the act at the institution ("" for the node); raises Refusal if not."""
    actor = actor_of(request)
    if may(actor, act, institution):
        return actor
    if not actor.account:
        raise Refusal(_unauthorised(request, _("Sign in first.")))
    if lacks_second_factor(actor, act, institution) and not wants_document(request):
        raise Refusal(HttpResponseRedirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.get_full_path()})}"))
    raise Refusal(problem_page(request, 403, _("Your role here does not allow this."), act=act))


def require_for(request: HttpRequest, act: str, found: Held | None) -> tuple[Actor, Held]:
    """Who asks, and what was found for them, once it is sure that they may do the act at its institution.

    Raises Refusal first and Http404 then: only who might do it learns that something is not there.
    """
    actor = require(request, act, found.institution if found else "")
    if found is None:
        raise Http404
    return actor, found


def places_for(request: HttpRequest, act: str) -> frozenset[str]:
    """The institutions at which whoever asks may do the act ("" for all), or the one that the address names as `institution`.

    Raises Refusal where they may do it nowhere, or not there.
    """
    wanted, mine = request.GET.get("institution", ""), places_of(actor_of(request), act)
    require(request, act, wanted or next(iter(sorted(mine)), ""))
    return frozenset({wanted}) if wanted else mine


def allowed(act: str, institution: Callable[..., str] | None = None) -> Callable[[View], View]:
    """The decorator of a view that only those may ask who may do `act`.

    `institution` gives the institution's key from the parts of the path. The act stays readable as `view.act`.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                require(request, act, institution(**kwargs) if institution else "")
            except Refusal as refusal:
                return refusal.answer
            return view(request, *args, **kwargs)

        return standing_for(act)(answer)

    return guard


def standing_for(act: str) -> Callable[[View], View]:
    """The decorator of a view that asks `require` itself, for `act`, once it knows the institution."""

    def name(view: View) -> View:
        view.act = act  # type: ignore[attr-defined]
        return view

    return name


def act_of(view: Callable[..., object]) -> str:
    """The act that a view stands for; a view that names none is public."""
    return str(getattr(view, "act", PUBLIC))


def telling_refusals(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Any:
    """The middleware that gives the answer of a Refusal raised inside a view."""

    class Telling:
        def __call__(self, request: HttpRequest) -> HttpResponseBase:
            return get_response(request)

        def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
            return exception.answer if isinstance(exception, Refusal) else None

    return Telling()


def _unauthorised(request: HttpRequest, detail: Any) -> HttpResponse:
    if wants_document(request):
        answer = problem_page(request, 401, detail)
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    way_back = request.get_full_path() if request.method in SAFE else reverse("account")
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': way_back})}")


def _forbid_forgery(request: HttpRequest) -> None:
    """Asks for the CSRF token where the API, which Django exempts, is written to with a session."""
    if request.method in SAFE or not request.path.startswith("/api/"):
        return
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    check.process_request(request)
    if check.process_view(request, lambda _: HttpResponse(), (), {}) is not None:
        raise Refusal(problem_page(request, 403, _("The CSRF token is missing or wrong.")))
