"""The core of an exchange archive on its way out to a platform: images, which are no class of Darwin Core and so no harvest."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from lxml import etree

from vasculum.formats.dwca import ArchiveRefused, Budget
from vasculum.formats.dwca.archive import open_container
from vasculum.formats.dwca.budget import read_whole
from vasculum.formats.dwca.dialect import of_attributes
from vasculum.formats.dwca.members import Container
from vasculum.formats.dwca.xml import NotWellFormed, children, parse
from vasculum.terms.darwin_core import qualified

META, LARGEST = "meta.xml", 512 * 1024 * 1024
Row = dict[str, str]


def images_of(path: Path, budget: Budget = Budget()) -> list[tuple[str, Row]] | None:  # noqa: B008 - a frozen value
    """The rows of a core of images with their keys; None where the core is something else. Raises ArchiveRefused."""
    container = open_container(path, budget)
    try:
        if META not in container.names:
            return None
        with container.open(META) as stream:
            document = read_whole(stream, META, budget.descriptor_bytes)
        core = _core(document, budget)
        if core is None or not qualified(str(core.get("rowType"))).endswith(":Multimedia"):
            return None
        return _rows(core, _text(core, container))
    finally:
        container.close()


def _core(document: bytes, budget: Budget) -> etree._Element | None:
    try:
        return next(iter(children(parse(document, META, budget), "core")), None)
    except NotWellFormed as error:
        raise ArchiveRefused(f"{error}.") from error


def _attributes(core: etree._Element) -> dict[str, str]:
    return {str(name): str(text) for name, text in core.attrib.items()}


def _text(core: etree._Element, container: Container) -> str:
    files = [(each.text or "").strip() for holder in children(core, "files") for each in children(holder, "location")]
    if len(files) != 1 or files[0] not in container.names:
        raise ArchiveRefused(f"meta.xml names the file {', '.join(files)!r}, which is not in the archive.")
    with container.open(files[0]) as stream:
        content = read_whole(stream, files[0], LARGEST)
    return content.decode(of_attributes(_attributes(core), META).encoding, errors="replace").removeprefix("\ufeff")


def _rows(core: etree._Element, text: str) -> list[tuple[str, Row]]:
    how = of_attributes(_attributes(core), META)
    keys = [int(each.get("index", "0")) for each in children(core, "id") if each.get("index", "0").isdigit()]
    columns = {int(each.get("index", "-1")): qualified(str(each.get("term"))) for each in children(core, "field")}
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=how.delimiter, quotechar=how.quote or None,
        quoting=csv.QUOTE_MINIMAL if how.quote else csv.QUOTE_NONE,
    )  # fmt: skip
    found = []
    for cells in list(rows)[how.header_lines :]:
        told = {term: cells[at].strip() for at, term in columns.items() if 0 <= at < len(cells) and cells[at].strip()}
        found += [(cells[keys[0]] if keys and keys[0] < len(cells) else "", told)] if any(cells) else []
    return found
