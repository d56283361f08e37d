"""One step of `./run bench names` in a process of its own: prints its figures as JSON.

`checklist FILE USAGES` writes a checklist, `build CHECKLIST BACKBONE` a backbone; `KIND BACKBONE NAMES` with the kind `exact`,
`fuzzy` or `nonsense` looks up so many distinct names, read beforehand, and times that alone.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

from benchmarks.generator.taxa import BOTANISTS, PREFIXES, STEMS, ZOOLOGISTS, genera
from vasculum.names import Backbone, Matcher, build, usages_of_csv

SEED = 7
ENDINGS = ("a", "us", "um", "ensis", "oides", "ata", "ii")
STARTS = ("Ab", "Car", "Dol", "Eu", "Gra", "Hel", "Lep", "Mon", "Neo", "Oxy", "Par", "Phy", "Rho", "Sten", "Tri", "Xan")
MIDDLES = ("a", "ic", "od", "om", "ur", "in", "eph", "ost", "yl", "or", "anth", "ob", "ib", "ax", "ell", "ops")
ENDS = ("ia", "us", "ella", "um", "ops", "is", "odes", "ina", "aster", "ites", "ura", "ax")
LETTERS = "abcdefghiklmnopqrstuvxyz"
COLUMNS = "usageKey acceptedUsageKey scientificName canonicalName rank status kingdom phylum class order family genus species"


def genus_name(number: int) -> str:
    """A name for the genus of this number; different up to 49,152."""
    number, start = divmod(number, len(STARTS))
    number, end = divmod(number, len(ENDS))
    number, first = divmod(number, len(MIDDLES))
    return STARTS[start] + MIDDLES[first] + MIDDLES[number % len(MIDDLES)] + ENDS[end]


def rows(usages: int) -> Iterator[tuple[object, ...]]:
    """A checklist of genera of very different size, put together from real classifications, epithets and authors."""
    draw = Random(SEED)
    epithets = [prefix + stem + ending for prefix in PREFIXES for stem in STEMS for ending in ENDINGS]
    written = 0
    for number in range(usages):
        genus, above = genus_name(number), genera()[number % len(genera())][:5]
        authors = ZOOLOGISTS if above[0] == "Animalia" else BOTANISTS
        names = [
            genus,
            *(f"{genus} {epithet}" for epithet in draw.sample(epithets, min(5_000, round(draw.paretovariate(1) * 8)))),
        ]
        for name in names[: usages - written]:
            written += 1
            rank = "SPECIES" if " " in name else "GENUS"
            accepted = draw.randrange(1, written) if draw.random() < 0.3 and written > 1 else ""
            text = f"{name} {draw.choice(authors)}".strip()
            yield written, accepted, text, name, rank, "SYNONYM" if accepted else "ACCEPTED", *above, genus, name
        if written >= usages:
            return


def checklist(file: Path, usages: int) -> Mapping[str, object]:
    """Writes the checklist as CSV."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS.split())
        table.writerows(rows(usages))
    return {"names": usages}


def built(file: Path, target: Path) -> Mapping[str, object]:
    """Builds the backbone of the checklist."""
    begun = clocks()
    return {"names": build(usages_of_csv(file), target).usages, **since(begun)}


def exact(usages: list[tuple[str, str]], _draw: Random) -> list[str]:
    """Names as the checklist has them: every other one without its authorship."""
    return [name if at % 2 else text for at, (text, name) in enumerate(usages)]


def fuzzy(usages: list[tuple[str, str]], draw: Random) -> list[str]:
    """Names without authorship, with one typing error: in the last word, or, in one of five, in the first."""
    return [mistyped(name, 0 if draw.random() < 0.2 else -1, draw) for _, name in usages if " " in name]


def nonsense(usages: list[tuple[str, str]], draw: Random) -> list[str]:
    """Two words that nobody ever named anything."""
    return [f"{word(draw).capitalize()} {word(draw)}" for _ in usages]


def word(draw: Random) -> str:
    """A word of random letters."""
    return "".join(draw.choice(LETTERS) for _ in range(draw.randrange(5, 12)))


def mistyped(name: str, place: int, draw: Random) -> str:
    """The name with one letter of one of its words left out, doubled, changed, or swapped with the next."""
    words = name.split(" ")
    at = draw.randrange(1, len(words[place]) - 1)
    before, letter, behind = words[place][:at], words[place][at], words[place][at + 1 :]
    changed = draw.choice((behind, letter + letter + behind, draw.choice(LETTERS) + behind, behind[:1] + letter + behind[1:]))
    words[place] = before + changed
    return " ".join(words)


def matched(kind: Callable[[list[tuple[str, str]], Random], list[str]], file: Path, count: int) -> Mapping[str, object]:
    """Looks names up and counts how they were found."""
    draw = Random(SEED)
    opened = clocks()
    backbone = Backbone(file)
    matcher = Matcher(backbone)
    matcher.match("Abies alba Mill.")
    ready = since(opened)["seconds"]
    keys = draw.sample(range(1, len(backbone) + 1), count)
    found = (backbone.usage(str(key)) for key in keys)
    names = list(dict.fromkeys(kind([(usage.scientific_name, usage.canonical_name) for usage in found if usage], draw)))
    begun = clocks()
    counts = Counter(answer.match_type.value for answer in matcher.match_all(names))
    return {"names": len(names), "ready": ready, **since(begun), **counts}


def clocks() -> tuple[float, float]:
    """Wall and processor time."""
    return time.perf_counter(), time.process_time()


def since(begun: tuple[float, float]) -> dict[str, float]:
    """Seconds and processor seconds that went by."""
    wall, processor = clocks()
    return {"seconds": wall - begun[0], "cpuSeconds": processor - begun[1]}


def run(step: str, first: str, second: str) -> Mapping[str, object]:
    """Does one step."""
    if step == "checklist":
        return checklist(Path(first), int(second))
    if step == "build":
        return built(Path(first), Path(second))
    return matched({"exact": exact, "fuzzy": fuzzy, "nonsense": nonsense}[step], Path(first), int(second))


if __name__ == "__main__":
    print(json.dumps(run(*sys.argv[1:])))
