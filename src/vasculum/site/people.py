"""`vasculum people`: invite, list, erase. Who can use the node's command line is trusted as its administrator."""

from __future__ import annotations

import click
import orjson

from vasculum.people.policy import SYSTEM, Role
from vasculum.people.refusal import NotAllowed
from vasculum.site.node import this_node
from vasculum.site.refusing import refusing
from vasculum.terms.messages import LANGUAGES

ROLES = [role.value for role in Role if role is not Role.ANYONE]


@click.group()
def people() -> None:
    """Invite people to roles, list them, erase one."""


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they will be.")
@click.option("--institution", default="", metavar="KEY", help="Where; a coordinator or administrator is so for the whole node.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the page the link leads to.")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="Where the node is served.")
def invite(email: str, role: str, institution: str, language: str, address: str) -> None:
    """Invite EMAIL to a role and print the link, which works once. Nothing is sent: hand the link over."""
    with refusing():
        this_node()
        from vasculum.people.actions import Offer
        from vasculum.people.actions import invite as invite_somebody
        from vasculum.people.invitations import path_of
        from vasculum.registry.queries import institution as institution_of

        if institution and institution_of(institution, include_hidden=True) is None:
            raise NotAllowed(f"there is no institution {institution!r}")
        made = invite_somebody(SYSTEM, Offer(email, Role(role), institution, language))
        click.echo(f"{address.rstrip('/')}{path_of(made)}")


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_people(as_json: bool) -> None:
    """Everybody with an account, and their roles."""
    with refusing():
        this_node()
        from vasculum.people.queries import everybody

        found = everybody()
    if as_json:
        click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    for each in found if not as_json else ():
        roles = ", ".join(f"{role['role']} at {role['institution'] or 'the node'}" for role in each["roles"])
        click.echo(f"{each['id']}  {each['name']} <{each['email']}>  {roles or 'visitor'}")


@people.command()
@click.argument("person_id", metavar="ID")
def erase(person_id: str) -> None:
    """Erase the person with this ID (or an ID that begins so): who they are goes, what they did stays."""
    with refusing():
        this_node()
        from vasculum.people.actions import erase as erase_person
        from vasculum.people.actions import person

        found = person(person_id)
        erase_person(SYSTEM, found)
    click.echo(f"{found.pk} is nobody now", err=True)
