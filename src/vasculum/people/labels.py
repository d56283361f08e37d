"""What roles and acts are called in the visitor's language; an act that has no name here is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.people.policy import Role

_ROLES: Mapping[str, Promise] = {
    Role.ANYONE: _("anyone"),
    Role.VISITOR: _("visitor"),
    Role.VOLUNTEER: _("volunteer"),
    Role.CONTRIBUTOR: _("contributor"),
    Role.CURATOR: _("curator"),
    Role.MANAGER: _("institution manager"),
    Role.COORDINATOR: _("coordinator"),
    Role.ADMINISTRATOR: _("administrator"),
}

_ACTS: Mapping[str, Promise] = {
    "see public pages": _("see public pages"),
    "suggest change": _("suggest a change"),
    "ask help desk": _("ask the help desk"),
    "use own account": _("use one's own account"),
    "transcribe": _("transcribe labels"),
    "annotate": _("annotate specimens"),
    "fill in survey": _("fill in the survey"),
    "enter specimens": _("enter specimens"),
    "edit collection": _("edit a collection"),
    "decide annotation": _("decide on annotations"),
    "harvest": _("harvest"),
    "approve harvest": _("approve a held harvest"),
    "publish dataset": _("describe and publish data sets"),
    "protect specimen": _("say what is not public"),
    "read labels": _("read labels"),
    "lead expedition": _("lead expeditions"),
    "review readings": _("review readings"),
    "moderate suggestion": _("moderate suggestions"),
    "answer question": _("answer questions"),
    "edit institution": _("edit an institution"),
    "see people": _("see people"),
    "invite": _("invite people"),
    "change role": _("change roles"),
    "see audit trail": _("see the audit trail"),
    "add institution": _("add an institution"),
    "load registry": _("load the registry"),
    "write news": _("write news"),
    "send reminders": _("send the yearly reminders"),
    "erase person": _("erase a person"),
}


def role_label(role: str) -> Promise | str:
    """The name of a role."""
    return _ROLES.get(role, role)


def act_label(act: str) -> Promise | str:
    """The name of an act."""
    return _ACTS.get(act, act)
