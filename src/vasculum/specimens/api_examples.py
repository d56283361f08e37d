"""Examples on the page about the API: the same request in four languages, each to be run as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("curl", "Python", "R", "JavaScript")

_ONE = {
    "curl": "curl -H 'Accept: $accept' '$address'",
    "Python": (
        "import json, urllib.request\n\n"
        "request = urllib.request.Request('$address', headers={'Accept': '$accept'})\n"
        "with urllib.request.urlopen(request) as answer:\n    print(json.load(answer))"
    ),
    "R": "library(jsonlite)\nanswer <- fromJSON('$address')\nstr(answer)",
    "JavaScript": (
        "const answer = await fetch('$address', { headers: { Accept: '$accept' } });\nconsole.log(await answer.json());"
    ),
}
_LINES = {
    "curl": _ONE["curl"],
    "Python": (
        "import json, urllib.request\n\n"
        "request = urllib.request.Request('$address', headers={'Accept': '$accept'})\n"
        "with urllib.request.urlopen(request) as lines:\n    for line in lines:\n        print(json.loads(line)['@id'])"
    ),
    "R": (
        "library(curl)\nlibrary(jsonlite)\n"
        "asked <- new_handle(httpheader = 'Accept: $accept')\nfound <- stream_in(curl('$address', handle = asked))"
    ),
    "JavaScript": (
        "const answer = await fetch('$address', { headers: { Accept: '$accept' } });\n"
        "for (const line of (await answer.text()).trim().split('\\n')) console.log(JSON.parse(line)['@id']);"
    ),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A request that somebody may want to make, with the code for it by language."""

    title: str | Promise
    address: str
    accept: str
    code: Mapping[str, str]


def examples(base: str, pid: str) -> list[Example]:
    """The examples for the node at `base`, with a specimen that it has."""
    lines = "application/x-ndjson"
    return [
        _example(_("One specimen as openDS"), f"{base}/{pid}", "application/json", _ONE),
        _example(_("Search, with counts"), f"{base}/api/search?q=rosa&facet=country&facet=decade", "application/json", _ONE),
        _example(
            _("Only some members of each document"),
            f"{base}/api/digital-specimen/v1/search?pageSize=5&fields=ods:specimenName,dwc:country",
            "application/json",
            _ONE,
        ),
        _example(_("The institutions of the registry"), f"{base}/api/institution?limit=2", "application/json", _ONE),
        _example(
            _("Everything that a search finds, as a stream"), f"{base}/api/digital-specimen/v1/search?q=rosa", lines, _LINES
        ),
    ]


def _example(title: str | Promise, address: str, accept: str, code: Mapping[str, str]) -> Example:
    return Example(
        title,
        address,
        accept,
        {name: Template(text).substitute(address=address, accept=accept) for name, text in code.items()},
    )
