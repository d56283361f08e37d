"""A BioCASe provider: asked what it has and harvested page by page, politely, going on where it was left.

Source: BioCASe protocol 1.3 (http://www.biocase.org/products/protocols); every request goes through the defended fetch.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from xml.sax.saxutils import escape, quoteattr

from vasculum.formats.abcd.streaming import Answer, is_abcd, stream
from vasculum.formats.dwca import ArchiveRefused, Budget
from vasculum.formats.dwca.loose import FileContainer
from vasculum.harvest.answered_xml import answered
from vasculum.harvest.fetch import World, fetch
from vasculum.harvest.fetch_pace import Limits
from vasculum.harvest.progress import Progress
from vasculum.harvest.refusal import Refused, Unavailable

PROTOCOL = "http://www.biocase.org/schemas/protocol/1.3"
ABCD_2_06 = "http://www.tdwg.org/schemas/abcd/2.06"
TITLE = "/DataSets/DataSet/Metadata/Description/Representation/Title"
UNIT = "/DataSets/DataSet/Units/Unit/UnitID"
ANSWER = "the provider's answer"
PAGE_BYTES = 256 * 1024 * 1024
ANSWER_BYTES = 8 * 1024 * 1024
MOST_PAGES = 100_000
MOST_BYTES = 16 * 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manners:
    """How a provider is treated: units in a page, seconds between pages, and seconds to wait before asking again."""

    page: int = 500
    pause: float = 1.0
    again: Sequence[float] = (5.0, 30.0, 120.0)
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The access point of a provider's data source, and how it is asked; `schema` is the version of ABCD."""

    url: str
    schema: str = ABCD_2_06
    manners: Manners = field(default_factory=Manners)
    world: World = field(default_factory=World)

    def ask(self, inner: str, kind: str, into: Path, most: int) -> Path:
        """The file of the answer to a request; asked again after a while where the host does not answer."""
        request = f'<request xmlns="{PROTOCOL}"><header><type>{kind}</type></header>{inner}</request>'
        parts = urlsplit(self.url)
        query = urlencode([*parse_qsl(parts.query), ("query", request)], quote_via=quote)
        url = parts._replace(query=query).geturl()
        for wait in (*self.manners.again, None):
            try:
                return fetch(url, into, lambda _done, _of: None, Limits(bytes=most, seconds=900), self.world)
            except Unavailable:
                if wait is None:
                    raise
                self.manners.sleep(wait)
        raise AssertionError("the last attempt returns or raises")


def is_biocase(location: str) -> bool:
    """Whether an address is the access point of a BioCASe provider.

    >>> is_biocase("https://ww3.example.org/biocase/pywrapper.cgi?dsa=Herbar"), is_biocase("https://example.org/archive.zip")
    (True, False)
    """
    if not location.startswith(("http://", "https://")):
        return False
    parts = urlsplit(location)
    return "pywrapper" in parts.path or any(name == "dsa" for name, _ in parse_qsl(parts.query))


def capabilities(endpoint: Endpoint, work: Path) -> list[str]:
    """The versions of ABCD a provider answers in, the newest first; raises Refused when it knows none."""
    root = answered(endpoint.ask("", "capabilities", work, ANSWER_BYTES).read_bytes(), ANSWER)
    found = {str(element.get("namespace", "")) for element in root.iter("{*}SupportedSchemas")}
    schemas = sorted(filter(is_abcd, found), reverse=True)
    if not schemas:
        raise Refused("the provider does not answer in ABCD")
    return schemas


def scan(endpoint: Endpoint, work: Path, concept: str = TITLE) -> list[str]:
    """The distinct values a provider has for a concept, by default the titles of its data sets."""
    inner = f"<scan><requestFormat>{endpoint.schema}</requestFormat><concept>{escape(concept)}</concept></scan>"
    root = answered(endpoint.ask(inner, "scan", work, ANSWER_BYTES).read_bytes(), ANSWER)
    return [value for element in root.iter("{*}value") if (value := "".join(str(part) for part in element.itertext()).strip())]


def pages(endpoint: Endpoint, folder: Path, progress: Progress, data_set: str = "") -> Path:
    """Fetches all units of a provider, or of one of its data sets, into `folder`, a document for each page, and gives the folder.

    Pages that a harvest before brought in are not asked for again; a folder that was filled by another request is emptied.
    Raises Refused or ArchiveRefused when the provider answers with an error or never comes to an end.
    """
    mark = f"{endpoint.url}\n{endpoint.schema}\n{data_set}\n{endpoint.manners.page}\n"
    _begin(folder, mark)
    start = size = 0
    for number in range(MOST_PAGES):
        page = folder / "pages" / f"page-{number + 1:06d}.xml"
        if not page.exists():
            if number:
                endpoint.manners.sleep(endpoint.manners.pause)
            _fetch_page(endpoint, page, start, data_set)
        told = _told_in(page)
        size += page.stat().st_size
        total = told.get("totalSearchHits", 0)
        start += told["units"] + told.get("recordDropped", 0)
        progress("fetch", min(start, total) if total else start, total)
        if not told["units"] or (total and start >= total) or (not total and told["units"] < endpoint.manners.page):
            return folder / "pages"
        if size > MOST_BYTES:
            break
    raise Refused("the provider gives page after page without an end")


def _begin(folder: Path, mark: str) -> None:
    """Makes ready the folder, keeping the pages it holds of the same request."""
    note = folder / "request.txt"
    digest = sha256(mark.encode()).hexdigest()
    if not note.exists() or note.read_text(encoding="utf-8") != digest:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "pages").mkdir(parents=True)
        note.write_text(digest, encoding="utf-8")


def _fetch_page(endpoint: Endpoint, page: Path, start: int, data_set: str) -> None:
    path, words = (TITLE, data_set) if data_set else (UNIT, "*")
    schema = endpoint.schema
    inner = (
        f"<search><requestFormat>{schema}</requestFormat>"
        f"<responseFormat start={quoteattr(str(start))} limit={quoteattr(str(endpoint.manners.page))}>{schema}</responseFormat>"
        f"<filter><like path={quoteattr(path)}>{escape(words)}</like></filter><count>false</count></search>"
    )
    brought = endpoint.ask(inner, "search", page.parent.parent / "coming", PAGE_BYTES)
    _told_in(brought)
    brought.replace(page)


def _told_in(page: Path) -> Mapping[str, int]:
    """How many units a page holds, and what the provider counts; refuses a page that is no answer to a search."""
    answer = Answer()
    container = FileContainer(page, Budget())
    with container.open(page.name) as file:
        for _ in stream(file, page.name, Budget(), answer):
            pass
    if not answer.units and not answer.counts:
        said = next((text for text in answer.diagnostics if not text.startswith("WARNING")), "it is no answer to a search")
        raise ArchiveRefused(f"The provider's answer holds no units: {said}.")
    return {**answer.counts, "units": answer.units}
