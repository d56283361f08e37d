"""The one permission policy: which role may do which act, at its own institution or everywhere.

Pages, API and command line all ask `may`; a new act is a line in `ALLOWED`, and nothing else decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at an institution, or at the node; `anyone` has not signed in, a `visitor` has and is nothing more."""

    ANYONE = "anyone"
    VISITOR = "visitor"
    VOLUNTEER = "volunteer"
    CONTRIBUTOR = "contributor"
    CURATOR = "curator"
    MANAGER = "institution manager"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


NODE_WIDE = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
STAFF = frozenset({Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR})

_STEERING = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
_MANAGING = _STEERING | {Role.MANAGER}
_CURATING = _MANAGING | {Role.CURATOR}
_CONTRIBUTING = _CURATING | {Role.CONTRIBUTOR}
_HELPING = _CONTRIBUTING | {Role.VOLUNTEER}
_SIGNED_IN = _HELPING | {Role.VISITOR}
_EVERYONE = _SIGNED_IN | {Role.ANYONE}

PUBLIC = "see public pages"
OWN_ACCOUNT = "use own account"

ALLOWED: Mapping[str, frozenset[Role]] = {
    PUBLIC: _EVERYONE,
    "suggest change": _EVERYONE,
    "ask help desk": _EVERYONE,
    "read labels": _EVERYONE,
    OWN_ACCOUNT: _SIGNED_IN,
    "transcribe": _HELPING,
    "annotate": _CONTRIBUTING,
    "fill in survey": _CONTRIBUTING,
    "enter specimens": _CONTRIBUTING,
    "edit collection": _CURATING,
    "decide annotation": _CURATING,
    "harvest": _CURATING,
    "approve harvest": _CURATING,
    "publish dataset": _CURATING,
    "protect specimen": _CURATING,
    "moderate suggestion": _CURATING,
    "lead expedition": _CURATING,
    "review readings": _CURATING,
    "answer question": _CURATING,
    "edit institution": _MANAGING,
    "see people": _MANAGING,
    "invite": _MANAGING,
    "change role": _MANAGING,
    "see audit trail": _MANAGING,
    "add institution": _STEERING,
    "load registry": _STEERING,
    "write news": _STEERING,
    "send reminders": _STEERING,
    "erase person": frozenset({Role.ADMINISTRATOR}),
}

# Which roles somebody with a role may give or take.
_AT_AN_INSTITUTION = frozenset({Role.VISITOR, Role.VOLUNTEER, Role.CONTRIBUTOR, Role.CURATOR, Role.MANAGER})
GRANTABLE: Mapping[Role, frozenset[Role]] = {
    Role.MANAGER: _AT_AN_INSTITUTION,
    Role.COORDINATOR: _AT_AN_INSTITUTION | {Role.COORDINATOR},
    Role.ADMINISTRATOR: _AT_AN_INSTITUTION | _STEERING,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account's id ("" for nobody), its roles by institution key ("" for the node), and what it may be used for.

    `second_factor` says that signing in takes more than a password; `scopes` are the acts a token is for, None without a token.
    """

    account: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    second_factor: bool = False
    scopes: frozenset[str] | None = None


ANYONE = Actor()
SYSTEM = Actor("command line", {"": Role.ADMINISTRATOR}, second_factor=True)


def roles_of(actor: Actor, institution: str = "") -> frozenset[Role]:
    """The roles an actor has at an institution, those at the node among them.

    >>> sorted(roles_of(Actor("a", {"garden": Role.CURATOR}), "garden"))
    [<Role.CURATOR: 'curator'>, <Role.VISITOR: 'visitor'>]
    """
    if not actor.account:
        return frozenset({Role.ANYONE})
    held = {actor.roles[place] for place in ("", institution) if place in actor.roles}
    return frozenset(held | {Role.VISITOR})


def may(actor: Actor, act: str, institution: str = "") -> bool:
    """Whether an actor may do an act at an institution ("" for the node); raises KeyError for an act the policy does not know.

    Roles of staff count only with a second factor, and a token only for the acts it was made for.

    >>> curator = Actor("a", {"garden": Role.CURATOR})
    >>> may(curator, "edit collection", "garden"), may(curator, "edit collection", "museum"), may(ANYONE, "see public pages")
    (True, False, True)
    """
    return bool(_granting(actor, act, institution) - (frozenset() if actor.second_factor else STAFF))


def lacks_second_factor(actor: Actor, act: str, institution: str = "") -> bool:
    """Whether nothing but the missing second factor keeps an actor from an act."""
    return not may(actor, act, institution) and bool(_granting(actor, act, institution))


def _granting(actor: Actor, act: str, institution: str) -> frozenset[Role]:
    """The actor's roles that allow the act."""
    allowed = ALLOWED[act]
    if actor.scopes is not None and act not in actor.scopes and Role.ANYONE not in allowed:
        return frozenset()
    return roles_of(actor, institution) & allowed


def places_of(actor: Actor, act: str) -> frozenset[str]:
    """The institutions where an actor may do an act; "" among them means everywhere."""
    return frozenset(place for place in {"", *actor.roles} if may(actor, act, place))


def grantable(actor: Actor, institution: str) -> frozenset[Role]:
    """The roles an actor may give to and take from others at an institution, or at the node for "".

    >>> sorted(grantable(Actor("a", {"garden": Role.MANAGER}, second_factor=True), "garden"))[-1]
    <Role.VOLUNTEER: 'volunteer'>
    >>> grantable(Actor("a", {"garden": Role.MANAGER}, second_factor=True), "museum")
    frozenset()
    """
    if not may(actor, "invite", institution):
        return frozenset()
    given = frozenset[Role]().union(*(GRANTABLE.get(role, frozenset()) for role in roles_of(actor, institution)))
    return given & (NODE_WIDE if not institution else _AT_AN_INSTITUTION)


def known_acts(acts: Collection[str]) -> frozenset[str]:
    """Those of `acts` that the policy knows."""
    return frozenset(acts) & frozenset(ALLOWED)
