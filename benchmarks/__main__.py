"""`./run bench` lists the benchmarks; `./run bench NAME` runs one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from benchmarks import expedition, harvest, names, portal, publishing, quality, reconcile, registry, sheets

BENCHMARKS: Mapping[str, tuple[Callable[[Sequence[str]], int], str]] = {
    "publish": (publishing.run, "from a snapshot to a valid zipped archive that was read back"),
    "harvest": (harvest.run, "first harvest, unchanged, re-exported, 1 % changed; beside peers and the floor"),
    "sheets": (sheets.run, "from a dropped workbook of 50 columns to its preview, with memory; a BioCASe answer"),
    "portal": (portal.run, "search, maps, pages and API at ten million specimens; beside SQLite and PostgreSQL"),
    "registry": (registry.run, "the questions of the registry's pages at 50,000 figures"),
    "quality": (quality.run, "what assessment adds to a harvest; dates; and the names below"),
    "names": (names.run, "names matched against a checklist of a million: exact, with typing errors, nonsense"),
    "reconcile": (reconcile.run, "simulated volunteers' transcripts decided field by field, held against the truth"),
    "expedition": (expedition.run, "many volunteers at once: no sheet given twice, and how long claiming takes"),
}


def main(words: Sequence[str]) -> int:
    """Runs the benchmark that the first word names with the other words as its options; without a word, lists them."""
    if not words or words[0] in {"-h", "--help"}:
        for name, (_, about) in BENCHMARKS.items():
            print(f"./run bench {name:<10} {about}")
        return 0
    if words[0] not in BENCHMARKS:
        print(f"there is no benchmark {words[0]!r}; there are: {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    return BENCHMARKS[words[0]][0](words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
