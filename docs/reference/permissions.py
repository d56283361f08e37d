"""The page on who may do what, from the policy itself."""

from __future__ import annotations

from docs.reference.markdown import page, table


def permissions() -> str:
    """Every act with the roles that allow it, and who may give which role."""
    from vasculum.people.policy import ALLOWED, GRANTABLE, NODE_WIDE, STAFF, Role

    rows = [
        (act, *(_cell(role in allowed, role in NODE_WIDE or Role.VISITOR in allowed) for role in Role))
        for act, allowed in ALLOWED.items()
    ]
    giving = [(role.value, ", ".join(each for each in Role if each in given)) for role, given in GRANTABLE.items()]
    staff = ", ".join(role for role in Role if role in STAFF)
    return page(
        "Permissions",
        "`own` is at the institution where somebody has the role, `all` everywhere. What anyone or a visitor may is not "
        f"bound to an institution. Roles of staff ({staff}) count with a second factor alone.",
        "## Who may do what",
        table(("act", *(role.value for role in Role)), rows),
        "## Who gives and takes which role",
        "A manager at the own institution alone.",
        table(("role", "gives"), giving),
    )


def _cell(allowed: bool, everywhere: bool) -> str:
    return ("all" if everywhere else "own") if allowed else ""
