"""Sheets brought into a project: specimens of this node by a search, a IIIF manifest, or a table; each is brought in once.

An image that this node holds is looked at first: one that is broken never reaches a volunteer, and never stops the others.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import orjson
from django.conf import settings

from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.permission import require_act
from vasculum.search.query import Query
from vasculum.specimens import queries
from vasculum.specimens.opends_media import digital_media
from vasculum.specimens.specimen import Specimen
from vasculum.specimens.tiles import NoImage, held_file, size_of
from vasculum.transcription.leading import ACT
from vasculum.transcription.models import Project, Task
from vasculum.transcription.rules import Stage
from vasculum.web.addresses import image_source

MOST = 5_000
AT_ONCE = 500
_KEYS = ("catalogNumber", "key", "id", "identifier", "barcode")


class NotStaged(ValueError):
    """What was handed in holds no sheets; the message is one line."""


class Sheet(NamedTuple):
    """A sheet to be brought in."""

    key: str
    images: list[dict[str, str]]
    title: str = ""
    pid: str = ""


class Staged(NamedTuple):
    """How many were brought in, how many were there already, and how many have an image that cannot be used."""

    new: int
    known: int
    broken: int


def stage(actor: Actor, project: Project, sheets: Iterable[Sheet], now: dt.datetime, random: Random) -> Staged:
    """Brings sheets in, in an order of chance; may be done again, and goes on where it was left."""
    require_act(actor, ACT, project.institution)
    form = project.templates.first()
    if form is None:
        raise NotStaged("the project has no form")
    known = set(project.tasks.values_list("key", flat=True))
    new = seen = broken = 0
    rows = iter(sheets)
    while some := list(islice(rows, AT_ONCE)):
        made = []
        for sheet in some:
            if sheet.key in known:
                seen += 1
                continue
            known.add(sheet.key)
            stage_of = Stage.STAGED if sheet.images and all(map(_is_usable, sheet.images)) else Stage.IMAGE_PROBLEM
            broken += stage_of is Stage.IMAGE_PROBLEM
            made.append(
                Task(project=project, template=form, key=sheet.key[:200], pid=sheet.pid, title=sheet.title[:200],
                     images=sheet.images, stage=stage_of.value, rank=random.randrange(2**31), wanted=project.least, changed=now)
            )  # fmt: skip
        Task.objects.bulk_create(made, ignore_conflicts=True)
        new += len(made)
    record(actor, ACT, f"expedition/{project.key}", None, {"brought in": new}, project.institution)
    return Staged(new, seen, broken)


def _is_usable(image: Mapping[str, str]) -> bool:
    """Whether an image loads, as far as this node holds it; one that lies elsewhere must have an address that may be shown."""
    source = image_source(image.get("url", ""))
    if not source.startswith("/media/"):
        return bool(source)
    file = held_file(Path(settings.NODE) / "media", source)
    try:
        return file is not None and min(size_of(file)) > 0
    except NoImage:
        return False


def of_search(words: str, most: int = MOST) -> Iterator[Sheet]:
    """The specimens with images that a search finds."""
    found = queries.specimens_of(islice(queries.all_hits(Query(words)), most), AT_ONCE)
    return (sheet for specimen in found if (sheet := _of_specimen(specimen)))


def _of_specimen(specimen: Specimen) -> Sheet | None:
    if specimen.is_gone:
        return None
    media = [each for each in digital_media(specimen) if each.medium.is_image and image_source(each.medium.access)]
    images = [{"url": image_source(each.medium.access), "pid": each.pid} for each in media]
    text = specimen.content.verbatim
    number = text.get("dwc:catalogNumber", "") or specimen.pid
    return Sheet(number, images, text.get("dwc:scientificName", ""), specimen.pid) if images else None


def of_manifest(document: bytes) -> list[Sheet]:
    """The canvases of a IIIF Presentation manifest (2 or 3), a sheet each; raises NotStaged."""
    try:
        told = orjson.loads(document)
        canvases = told.get("items") or told["sequences"][0]["canvases"]
        return [Sheet(_label(each, at), [_of_canvas(each)], _label(told, 0)) for at, each in enumerate(canvases, start=1)]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise NotStaged("this is no IIIF manifest with canvases") from error


def _of_canvas(canvas: Mapping[str, Any]) -> dict[str, str]:
    older = canvas.get("images")
    resource = older[0]["resource"] if older else canvas["items"][0]["items"][0]["body"]
    service = resource.get("service") or {}
    first = service[0] if isinstance(service, list) else service
    base = first.get("id") or first.get("@id") or ""
    return {"url": resource.get("id") or resource["@id"], **({"service": base} if base else {})}


def _label(thing: Mapping[str, Any], at: int) -> str:
    label = thing.get("label") or ""
    if isinstance(label, Mapping):
        label = next((text for texts in label.values() for text in texts), "")
    return str(label) or str(thing.get("id") or thing.get("@id") or at)


def of_table(text: str, pattern: str) -> list[Sheet]:
    """The rows of a table with a column of numbers; the image is in a column `image`, or by a pattern such as `https://…/{key}.jpg`.

    Raises NotStaged.
    """
    rows = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    names = {name.casefold(): name for name in rows.fieldnames or []}
    column = next((names[key.casefold()] for key in _KEYS if key.casefold() in names), None)
    if column is None:
        raise NotStaged(f"the table has no column of numbers ({', '.join(_KEYS)})")
    sheets = []
    for row in rows:
        key = (row[column] or "").strip()
        image = (row.get(names.get("image", "")) or "").strip() or pattern.replace("{key}", key)
        if key:
            sheets.append(Sheet(key, [{"url": image}] if image else [], (row.get(names.get("title", "")) or "").strip()))
    if not sheets:
        raise NotStaged("the table has no rows")
    return sheets
