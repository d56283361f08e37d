"""The pages on the program itself: commands, settings, addresses."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click

from docs.reference.environment import variables
from docs.reference.markdown import code, page, table


def commands() -> str:
    """Every command with its arguments and options, from click."""
    from vasculum.cli import main

    intro = (
        "`./run vasculum …` sets the program up first and then runs these commands. Exit status: 0 done, 1 the data was refused "
        "(one line on stderr), 2 wrong call."
    )
    return page("Commands", intro, *_commands(main, "vasculum", None))


def _commands(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, **command.context_settings)
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"## `{name} {pieces}`\n\n{(command.help or '').strip()}"
    rows = [_parameter(parameter, context) for parameter in command.get_params(context)]
    yield table(("argument or option", "meaning", "without it"), rows)
    for child in (command.commands if isinstance(command, click.Group) else {}).values():
        yield from _commands(child, f"{name} {child.name}", context)


def _parameter(parameter: click.Parameter, context: click.Context) -> tuple[str, str, str]:
    names = ", ".join(parameter.opts) if isinstance(parameter, click.Option) else parameter.make_metavar(context)
    choices = ", ".join(map(code, parameter.type.choices)) if isinstance(parameter.type, click.Choice) else ""
    told = getattr(parameter, "help", None) or ""
    meaning = " ".join(part for part in (told, f"One of {choices}." if choices else "") if part)
    if parameter.required:
        return code(names), meaning, "a wrong call"
    usual = parameter.to_info_dict().get("default")
    return code(names), meaning, code(usual) if isinstance(usual, str | int) and not isinstance(usual, bool) else ""


def settings() -> str:
    """Environment variables, what lies in a node's folder, and the limits that code keeps."""
    from vasculum.formats.dwca.budget import Budget
    from vasculum.harvest import guard
    from vasculum.harvest.fetch_pace import Limits

    rows = [(code(name), meaning, usual) for name, (usual, meaning) in variables().items()]
    of_node = [
        ("`prefix`", "The prefix of the node's PIDs, chosen once by `vasculum init --prefix`."),
        ("`pid_key`", "The secret behind the symbols of PIDs. It never changes: without it no PID is understood."),
    ]
    return page(
        "Settings",
        "Everything that differs between nodes lies in the node's folder or in the environment.",
        "## Environment",
        table(("variable", "meaning", "without it"), rows),
        "## `node.toml` in the node's folder",
        table(("setting", "meaning"), of_node),
        "## The guard of a source",
        f"Shares from 0 to 1 of the records read (new) and of the specimens known (gone); a source with fewer than "
        f"{guard.TOO_FEW_TO_JUDGE} known specimens is not judged.",
        _limits(guard.Limits),
        "## What an archive may unfold to",
        "Bytes unless said otherwise; `ratio` is unpacked to packed, looked at once `ratio_from` bytes came out; `entries`, "
        "`columns`, `elements` and `depth` count members, cells of a row, and XML elements and their depth.",
        _limits(Budget),
        "## What may be fetched",
        " ".join((Limits.__doc__ or "").split()),
        _limits(Limits),
    )


def _limits(of: type[Any]) -> str:
    """A class of limits as a table."""
    rows = [(code(field.name), code(field.default)) for field in dataclasses.fields(of)]
    return table(("limit", "is"), rows)


def addresses() -> str:
    """Every address of the node, from the URL configuration and the description of the API."""
    from django.urls import get_resolver

    from vasculum.site.api import api

    pages = [
        (code(f"/{address}"), _told(view))
        for address, view in _routes(get_resolver().url_patterns)
        if not address.startswith("api/")
    ]
    operations = [
        (
            code(f"{method.upper()} {path}"),
            told.get("description", told["summary"]),
            _names(told),
            ", ".join(map(str, told["responses"])),
        )
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, told in methods.items()
    ]
    return page(
        "Addresses",
        "## Pages",
        "`{lang}` is `nl`, `fr`, `en` or `de`. A page without a language in its path takes `?lang=`.",
        table(("address", "what"), pages),
        "## API",
        "The same description for machines is at `/api/openapi.json`. What goes wrong is a problem document (RFC 9457).",
        table(("request", "what", "parameters", "answers"), operations),
    )


def _routes(patterns: Sequence[Any], before: str = "") -> Iterator[tuple[str, Callable[..., object]]]:
    from django.urls import LocalePrefixPattern, URLPattern

    for each in patterns:
        here = before + ("{lang}/" if isinstance(each.pattern, LocalePrefixPattern) else _readable(str(each.pattern)))
        if isinstance(each, URLPattern):
            yield here, each.callback
        else:
            yield from _routes(each.url_patterns, here)


def _readable(pattern: str) -> str:
    named = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", pattern)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", named).removeprefix("^").removesuffix(r"\Z").removesuffix("/?")


def _told(view: Callable[..., object]) -> str:
    return " ".join((view.__doc__ or "").split())


def _names(told: Mapping[str, Any]) -> str:
    return ", ".join(code(parameter["name"]) for parameter in told.get("parameters", ()) if parameter["in"] == "query")
