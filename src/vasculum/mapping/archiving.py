"""A mapped sheet as an archive: what the harvest reads, made line by line in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from vasculum.formats.dwca import Archive, ArchiveRefused
from vasculum.formats.dwca.composing import Composing
from vasculum.formats.sheets import Heading, Noticed, Row, Sheets, find_heading, open_sheets
from vasculum.formats.sheets.heading import WITHIN, heading_of
from vasculum.formats.sheets.unseen import readable
from vasculum.mapping.applying import Applying, Told
from vasculum.mapping.document import Mapping
from vasculum.mapping.gathering import LONGEST, Gathering
from vasculum.mapping.headings import is_heading
from vasculum.terms.messages import sheet_notices

CORE = "dwc:Occurrence"
IDENTIFIERS = ("dwc:occurrenceID", "dwc:materialEntityID", "dwc:materialSampleID", "dwc:catalogNumber")
_STEP = 5_000


def mapped_archive(path: Path, mapping: Mapping, work: Path, told: Callable[[int], None]) -> Archive:
    """The archive that a mapping makes of a file with sheets, written in `work`; `told` hears how many lines were read.

    Raises ArchiveRefused where the file is no table, or the mapping is not about it.
    """
    noticed = Noticed()
    with closing(open_sheets(path, work)) as book:
        sheet = chosen_sheet(book, mapping)
        heading, rows = headed(book, sheet, mapping, noticed)
        applying = Applying(mapping, heading.names)
        _check(applying, mapping, sheet)
        composing = Composing(work / "mapped", CORE)
        try:
            notices = _compose(composing, applying, mapping, _counted(rows, told), work)
            notices += _notices(noticed, applying)
            return composing.archive(path.name, notices)
        except BaseException:
            composing.abandon()
            raise


def chosen_sheet(book: Sheets, mapping: Mapping) -> str:
    """The sheet a mapping names; without a name the first that is not hidden."""
    names = [sheet.name for sheet in book.sheets]
    if mapping.sheet in names:
        return mapping.sheet
    if mapping.sheet and len(names) > 1:
        raise ArchiveRefused(f"There is no sheet {mapping.sheet!r}; the sheets are {', '.join(names[:10])}.")
    shown = [sheet.name for sheet in book.sheets if not sheet.is_hidden] or names
    if not shown:
        raise ArchiveRefused("The workbook has no sheets.")
    return shown[0]


def headed(book: Sheets, sheet: str, mapping: Mapping | None, noticed: Noticed) -> tuple[Heading, Iterator[Row]]:
    """The heading of a sheet, the one a mapping names where it names one, and the rows under it."""
    rows = readable(book.rows(sheet, noticed), sheet, noticed)
    first = list(islice(rows, WITHIN))
    if mapping is not None and mapping.heading:
        named = [row for row in first if row.number in mapping.heading]
        width = max((len(row.cells) for row in first), default=0)
        heading = heading_of(named, width)
    else:
        heading = find_heading(first, is_heading)
    return heading, (row for row in chain(first, rows) if heading.is_before(row))


def _check(applying: Applying, mapping: Mapping, sheet: str) -> None:
    wanted = {name for rule in mapping.rules if not rule.skip for name in rule.columns}
    if applying.missing and len(set(applying.missing)) * 2 > len(wanted):
        listed = ", ".join(repr(name) for name in applying.missing[:5])
        raise ArchiveRefused(f"The mapping {mapping.name!r} is not about the sheet {sheet!r}: it has no columns {listed}.")
    if missing := [name for name in mapping.specimen if name not in applying.headings]:
        raise ArchiveRefused(f"The sheet {sheet!r} has no column {missing[0]!r}, by which the mapping tells specimens apart.")


def _counted(rows: Iterator[Row], told: Callable[[int], None]) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _STEP == 0:
            told(number)


def _compose(composing: Composing, applying: Applying, mapping: Mapping, rows: Iterator[Row], work: Path) -> list[str]:
    if not mapping.specimen:
        for row in rows:
            line = applying(row.cells)
            identifier = identifier_of(line)
            composing.add(CORE, identifier, line.core)
            _extend(composing, identifier, line)
        return []
    with Gathering(work / "gathering.db") as gathering:
        for row in rows:
            identifier = applying.specimen_of(row.cells)
            if not identifier:
                composing.add(CORE, "", applying(row.cells).core)
                continue
            line = applying.said(row.cells)
            gathering.add(identifier, line.core)
            _extend(composing, identifier, line)
        for identifier, said in gathering.specimens():
            composing.add(CORE, identifier, {**applying.constants, **said})
    return _differences(gathering)


def _differences(gathering: Gathering) -> list[str]:
    told = []
    if gathering.differing:
        told.append(f"Rows of one specimen say different things in {gathering.differing:,} cells; both texts were kept.")
    if gathering.left_out:
        told.append(
            f"{gathering.left_out:,} of them were left out, because a specimen had more than {LONGEST:,} signs of them in one "
            "column: look whether the column by which rows are one specimen tells the specimens apart."
        )
    return told


def identifier_of(line: Told) -> str:
    """What tells the specimen of a line apart from others: the surest identifier it has."""
    return next((text.strip() for term in IDENTIFIERS if (text := line.core.get(term))), "")


def _extend(composing: Composing, identifier: str, line: Told) -> None:
    for row_type, row in line.rows:
        composing.add(row_type, identifier, row)


def _notices(noticed: Noticed, applying: Applying) -> list[str]:
    texts = sheet_notices()
    found = [f"{notice.code} ({notice.count:,}): {texts[notice.code].texts['en']}" for notice in noticed if notice.code in texts]
    found += [f"Row {each.line} could not be read: {each.reason}." for each in noticed.rejected[:20]]
    if len(noticed.rejected) > 20:
        found.append(f"{len(noticed.rejected):,} rows could not be read.")
    found += [f"The sheet has no column {name!r}, which the mapping names." for name in dict.fromkeys(applying.missing)]
    found += [
        f"{count:,} texts of the column {name!r} are not like its pattern; they keep its heading."
        for name, count in applying.unmatched.items()
    ]
    return found
