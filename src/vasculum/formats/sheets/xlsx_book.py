"""The small parts of an .xlsx workbook: which sheets it has, how its numbers are shown, the texts its cells share."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.zipped import ZipContainer
from vasculum.formats.sheets.numbers import PLAIN, Format, format_of
from vasculum.formats.sheets.sheet import Sheet
from vasculum.formats.sheets.xlsx_parsing import Handler, walk

MOST_SHARED = 400_000_000
MOST_SHEETS = 1_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: the member of each sheet by name, whether its days count from 1904, formats by style, shared texts."""

    sheets: tuple[Sheet, ...]
    members: dict[str, str]
    since_1904: bool
    styles: tuple[Format, ...]
    shared: list[str]


def read_book(container: ZipContainer) -> Book:
    """What a workbook says of itself; raises ArchiveRefused where it is none."""
    names = {name.lower(): name for name in container.names}
    workbook = next((names[each] for each in sorted(names) if each.endswith("/workbook.xml") or each == "workbook.xml"), None)
    if workbook is None:
        raise ArchiveRefused("The file is no workbook: it has no list of sheets. Save it again as .xlsx, .ods or .csv.")
    folder = posixpath.dirname(workbook)
    targets = _Relations()
    relations = f"{folder}/_rels/workbook.xml.rels".lstrip("/").lower()
    if relations in names:
        _told(container, names[relations], targets)
    about = _Workbook()
    _told(container, workbook, about)
    members = _members(about, targets, folder, names)
    styles, shared = _Styles(), SharedTexts()
    for kind, handler in (("styles", styles), ("sharedStrings", shared)):
        member = names.get(posixpath.join(folder, targets.of_kind.get(kind, f"{kind}.xml")).lstrip("/").lower())
        if member:
            _told(container, member, handler)
    sheets = tuple(Sheet(name, hidden) for name, _, hidden in about.sheets if name in members)
    return Book(sheets, members, about.since_1904, styles.formats(), shared.texts)


def _told(container: ZipContainer, member: str, handler: Handler) -> None:
    with container.open(member) as stream:
        for _ in walk(stream, member, handler):
            pass


def _members(about: _Workbook, targets: _Relations, folder: str, names: dict[str, str]) -> dict[str, str]:
    found = {}
    for position, (name, relation, _) in enumerate(about.sheets, start=1):
        target = targets.targets.get(relation, f"worksheets/sheet{position}.xml")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        member = names.get(path.lower())
        if member and "/chartsheets/" not in path:
            found[name] = member
    return found


class _Quiet:
    """Hears nothing."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


@dataclass
class _Relations(_Quiet):
    targets: dict[str, str] = field(default_factory=dict)
    of_kind: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
            self.of_kind[attributes.get("Type", "").rpartition("/")[2]] = attributes.get("Target", "")


@dataclass
class _Workbook(_Quiet):
    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    since_1904: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true", "on")
        elif name == "sheet" and len(self.sheets) < MOST_SHEETS:
            relation = next((text for key, text in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), relation, hidden))


@dataclass
class _Styles(_Quiet):
    codes: dict[int, str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    _is_inside: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_inside = True
        elif name == "xf" and self._is_inside:
            self.numbers.append(_whole(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_inside = False

    def formats(self) -> tuple[Format, ...]:
        """The format of each style of cells."""
        return tuple(format_of(number, self.codes.get(number)) for number in self.numbers) or (PLAIN,)


@dataclass
class SharedTexts(_Quiet):
    """The texts that cells share; phonetic readings beside them are left out."""

    texts: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _is_text: bool = False
    _is_phonetic: bool = False
    _size: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if name == "t":
            self._is_text = not self._is_phonetic
        elif name == "rPh":
            self._is_phonetic = True

    def end(self, name: str) -> None:
        if name == "t":
            self._is_text = False
        elif name == "rPh":
            self._is_phonetic = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._parts)))
            self._parts = []

    def text(self, text: str) -> None:
        if self._is_text:
            self._parts.append(text)
            self._size += len(text)
            if self._size > MOST_SHARED:
                raise ArchiveRefused("The workbook holds more text than can be read at once: save the sheet as CSV in UTF-8.")


def unescaped(text: str) -> str:
    """A text of a workbook without the escapes for signs that XML cannot hold.

    >>> unescaped("a_x000D_b")
    'a\\rb'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0
