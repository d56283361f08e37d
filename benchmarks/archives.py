"""Realistic Darwin Core Archives of any size: `python -m benchmarks.archives FILE --rows N`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from benchmarks.generator.dirt import edit, fate_of
from benchmarks.generator.records import BLOCK, COLUMNS, MEDIA_COLUMNS, MEDIA_PER_MILLION, Collection, medium, record
from benchmarks.generator.repetition import reach_of

LAST_COLUMNS = 3
"""So many columns are missing from a short row; they stay last in any order of columns, so that it always lacks the same."""

BLOCKS_IN_MEMORY = 25
MOST_CHANGED = 0.9
DUBLIN_CORE = {"modified", "license", "rightsHolder", "type", "format", "identifier", "references", "title", "created", "creator"}
META = """<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">
  <core {form} rowType="http://rs.tdwg.org/dwc/terms/Occurrence">
    <files><location>occurrence.txt</location></files>
    <id index="0"/>
{core}
  </core>
  <extension {form} rowType="http://rs.gbif.org/terms/1.0/Multimedia">
    <files><location>multimedia.txt</location></files>
    <coreid index="0"/>
{media}
  </extension>
</archive>
"""
FORM = r'encoding="UTF-8" fieldsTerminatedBy="\t" linesTerminatedBy="\n" fieldsEnclosedBy="" ignoreHeaderLines="1"'
EML = """<?xml version="1.0" encoding="UTF-8"?>
<eml:eml xmlns:eml="eml://ecoinformatics.org/eml-2.1.1" packageId="bench/v1" system="http://gbif.org" scope="system">
  <dataset>
    <title xml:lang="eng">Collections of the Vasculum Museum (generated for measuring)</title>
    <creator><organizationName>Vasculum Museum</organizationName></creator>
    <language>eng</language>
    <abstract><para>Invented records that repeat names, places and people as real collections do.</para></abstract>
  </dataset>
</eml:eml>
"""


def column_order(seed: int | None) -> tuple[int, ...]:
    """The positions of COLUMNS as the file shows them: as they are, or shuffled by a seed (but for the last few)."""
    positions = list(range(len(COLUMNS)))
    head = positions[:-LAST_COLUMNS]
    if seed is not None:
        Random(f"{seed}/columns").shuffle(head)
    return (*head, *positions[-LAST_COLUMNS:])


def row_order(blocks: int, seed: int | None) -> Iterator[list[int]]:
    """Groups the blocks that are held in memory, and mixed, together; a seed shuffles them first."""
    order = list(range(blocks))
    if seed is not None:
        Random(f"{seed}/blocks").shuffle(order)
    for start in range(0, blocks, BLOCKS_IN_MEMORY):
        yield order[start : start + BLOCKS_IN_MEMORY]


def blocks_of(rows: int, part: int, parts: int) -> range:
    """The blocks of one part of the rows.

    >>> [blocks_of(2_500, part, 2) for part in range(2)]
    [range(0, 1), range(1, 3)]
    """
    blocks = -(-rows // BLOCK)
    return range(blocks * part // parts, blocks * (part + 1) // parts)


def core_lines(collection: Collection, block: int, arrange: Callable[[Sequence[str]], Sequence[str]]) -> list[str]:
    """The lines of the core for one block, dirt and edits included."""
    fate = fate_of(collection, block)
    draw = collection.source("record", block).random
    lines = {}
    for number in collection.span(block):
        cells = record(number, collection.reach, draw)
        if number in fate.edited:
            cells = edit(cells, fate.edited[number])
        kept = arrange(cells)[:-LAST_COLUMNS] if number in fate.short else arrange(cells)
        lines[number] = "\t".join((cells[0], *kept)) + "\n"
    return [lines[fate.copies.get(number, number)] for number in lines]


def media_lines(collection: Collection, block: int) -> list[str]:
    """The lines of the multimedia extension for one block; records that a copy replaced have none."""
    span, fate = collection.span(block), fate_of(collection, block)
    chance = collection.source("media", block)
    chosen = [number for number in span if number not in fate.copies]
    pictured = sorted(chance.sample(chosen, min(collection.share(MEDIA_PER_MILLION, block), len(chosen))))
    return ["\t".join(medium(number, chance.random)) + "\n" for number in pictured]


def _write_lines(member: IO[bytes], lines_of: Callable[[int], list[str]], blocks: range, shuffle_seed: int | None) -> None:
    for group in row_order(len(blocks), shuffle_seed):
        lines = [line for block in group for line in lines_of(blocks[block])]
        if shuffle_seed is not None:
            Random(f"{shuffle_seed}/{group[0]}").shuffle(lines)
        member.write("".join(lines).encode())


def _fields(columns: Sequence[str], start: int) -> str:
    def term(column: str) -> str:
        return f"http://purl.org/dc/terms/{column}" if column in DUBLIN_CORE else f"http://rs.tdwg.org/dwc/terms/{column}"

    return "\n".join(f'    <field index="{start + position}" term="{term(column)}"/>' for position, column in enumerate(columns))


def write_archive(
    path: Path,
    rows: int,
    seed: int = 7,
    *,
    shuffle_seed: int | None = None,
    column_order_seed: int | None = None,
    changed: float = 0.0,
    part: int = 0,
    parts: int = 1,
) -> None:
    """Writes a zipped Darwin Core Archive as GBIF's IPT does: 45 terms, tab separated, with images for 40 % of the rows.

    The same arguments give the same bytes. `shuffle_seed` gives the same rows in another order, `column_order_seed` the same
    columns in another order; `changed` is the part of the rows (0 to 0.9, rounded up to whole rows) in which exactly one cell
    is edited. In a million rows, 20 lack their last cells and 30 are copies of another row. Memory does not grow with `rows`.
    With `parts`, only one part of the rows is written, counted from 0; all of them together are the whole.

    Raises:
        ValueError: `changed` is below 0 or above 0.9.
    """
    if not 0 <= changed <= MOST_CHANGED:
        raise ValueError(f"the changed part of the rows must lie between 0 and {MOST_CHANGED}, not {changed}")
    collection = Collection(rows, seed, reach_of(rows), round(changed * 1_000_000))
    blocks, order = blocks_of(rows, part, parts), column_order(column_order_seed)
    arrange = itemgetter(*order)
    columns = arrange(COLUMNS)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("meta.xml", "w") as member:
            member.write(META.format(form=FORM, core=_fields(columns, 1), media=_fields(MEDIA_COLUMNS[1:], 1)).encode())
        with archive.open("eml.xml", "w") as member:
            member.write(EML.encode())
        with archive.open("occurrence.txt", "w", force_zip64=True) as member:
            member.write(("\t".join(("id", *columns)) + "\n").encode())
            _write_lines(member, lambda block: core_lines(collection, block, arrange), blocks, shuffle_seed)
        with archive.open("multimedia.txt", "w", force_zip64=True) as member:
            member.write(("\t".join(MEDIA_COLUMNS) + "\n").encode())
            _write_lines(member, lambda block: media_lines(collection, block), blocks, shuffle_seed)


def main() -> None:
    """Writes the archive that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archives", description=write_archive.__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--shuffle-seed", type=int)
    parser.add_argument("--column-order-seed", type=int)
    parser.add_argument("--changed", type=float, default=0.0)
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--parts", type=int, default=1)
    asked = vars(parser.parse_args())
    write_archive(asked.pop("path"), asked.pop("rows"), asked.pop("seed"), **asked)


if __name__ == "__main__":
    main()
