"""`./run bench portal`: what visitors and machines wait for, at ten million specimens or as many as `--rows` says.

Figures are milliseconds of processor time of the whole answer, in this process; "eight at once" are milliseconds of waiting
for a real web server. The node is built once, by harvests, and kept in `.bench/portal`.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Goal, at_least, at_most
from benchmarks.machine import machine
from benchmarks.portal_node import BuildFailed, Built, built
from benchmarks.portal_peers import Compared, compare
from benchmarks.portal_questions import FACETS, Question, Values, address, address_of_tile, half, questions, tiles
from benchmarks.portal_site import HTML, JSON, Crowd, Site, at_once, cost

RESULTS = Path(__file__).resolve().parent.parent / ".bench"
VISITORS = 8
SPECIMENS = 60
DEEP_PAGE = 100_000
PAGE = 20
LARGEST_PAGE = 200
AGAIN = 15
PLACES = ((4.35, 50.85), (23.6, -2.9), (2.35, 46.6))
GOALS = {"search": 150.0, "crowd": 400.0, "once": 50.0, "specimen": 25.0, "tile": 150.0}


@dataclass(frozen=True, slots=True)
class Sample:
    """Milliseconds of one kind of answer, in ascending order."""

    title: str
    spent: Sequence[float]

    def at(self, part: float) -> float:
        """The figure that this part of them does not exceed.

        >>> Sample("", [1, 2, 3, 4]).at(0.5)
        2
        """
        return self.spent[max(0, min(len(self.spent) - 1, round(part * len(self.spent)) - 1))]


def sample(title: str, spent: Sequence[float]) -> Sample:
    """A sample of some figures in any order."""
    return Sample(title, sorted(spent))


@dataclass(slots=True)
class Measured:
    """All figures of a run."""

    built: Built
    samples: dict[str, Sample]
    crowd: Crowd
    bare: float
    compared: Compared


def measured(rows: int, tell: Callable[[str], None]) -> Measured:
    """Builds the node where there is none yet, and measures everything."""
    made = built(rows, tell)
    site = Site(made.node)
    from vasculum.specimens import queries

    values = Values(queries.catalogue())
    asked = questions(values)
    site.ask("/en/", HTML)
    gc.collect()
    gc.freeze()
    samples: dict[str, Sample] = {}
    for key, one in _samples(site, made, values, asked, tell):
        samples[key] = one
    bare = sum(_bare(each) for each in asked)
    tell(f"{VISITORS} visitors at once")
    crowd = at_once(made.node, [each.address for each in asked], VISITORS)
    gc.unfreeze()
    return Measured(made, samples, crowd, bare, compare(made, tell))


def _samples(
    site: Site, made: Built, values: Values, asked: Sequence[Question], tell: Callable[[str], None]
) -> Iterator[tuple[str, Sample]]:
    tell("search with six facets")
    spent = [(each.kind, site.cost(each.address)) for each in asked]
    yield "search", sample("search with six facets", [each for _, each in spent])
    for kind in dict.fromkeys(kind for kind, _ in spent):
        yield f"kind {kind}", sample(f"  {kind}", [each for of, each in spent if of == kind])
    tell("what is worked out once")
    yield "home", sample("home page", [site.cost("/en/", HTML) for _ in range(AGAIN)])
    yield "figures", sample("unfiltered, six facets", [site.cost(address("/api/search", _all(), FACETS)) for _ in range(AGAIN)])
    low = [address_of_tile(tile, _all()) for tile in tiles(PLACES) if tile.zoom <= 4]
    yield "low", sample("unfiltered tiles, zoom 0 to 4", [site.cost(each) for each in low])
    tell("tiles")
    wanted = [address_of_tile(tile, query) for query in (_all(), half(values), _years()) for tile in tiles(PLACES)]
    yield "tile", sample("any tile; of all, of half, of many years", [site.cost(each) for each in wanted])
    tell("specimens")
    pids = _specimens(made)
    yield "page", sample("page of a specimen, first view", [site.cost(f"/{pid}", HTML) for pid in pids[::2]])
    yield "document", sample("API of a specimen, first view", [site.cost(_document(pid), JSON) for pid in pids[1::2]])
    yield from _pages(site, made, tell)
    tell("the search page")
    shown = [address("/en/search", each.query) for each in asked[::4]]
    yield "search page", sample("search page, table, all its facets", [site.cost(each, HTML) for each in shown])


def _all() -> Any:
    from vasculum.search.query import Query

    return Query()


def _years() -> Any:
    from vasculum.search.query import Query

    return Query(filters={"year": ("1850..1990",)})


def _document(pid: str) -> str:
    return f"/api/digital-specimen/v1/{pid}"


def _specimens(made: Built) -> list[str]:
    """PIDs of specimens drawn from all sources, none of which was looked at before."""
    from vasculum.pids.issuer import Minted
    from vasculum.specimens import queries

    served = queries.node()
    assert served is not None
    draw, sources = Random(3), len(made.harvests)
    numbers = range(int(made.rows / sources * 0.99))
    drawn = {Minted(draw.randint(1, sources), draw.choice(numbers)) for _ in range(SPECIMENS)}
    pids = [served.mint.pid(each) for each in sorted(drawn, key=lambda each: each.number)]
    return [pid for pid in pids if queries.find(replace(_all(), text=f'"{pid}"', size=1)).total]


def _pages(site: Site, made: Built, tell: Callable[[str], None]) -> Iterator[tuple[str, Sample]]:
    """Page 2 and a page deep in the answer, in the usual order after a walk of the cursors, and in others."""
    from vasculum.specimens import queries

    deep = min(DEEP_PAGE, made.rows // PAGE // 2)
    tell(f"walking to page {deep:,}")
    catalogue, query = queries.catalogue(), replace(_all(), size=LARGEST_PAGE)
    places = []
    for _ in range(deep * PAGE // LARGEST_PAGE):
        query = replace(query, cursor=catalogue.search(query).next_cursor)
        places.append(query.cursor)
    for title, cursor in (("2", places[0]), (f"{deep:,}", places[-1])):
        there = address("/api/search", replace(query, cursor=cursor))
        yield f"page {title}", sample(f"page {title}, usual order", [site.cost(there) for _ in range(AGAIN)])
    for sort in ("newest", "name", "midsLevel"):
        first = queries.find(replace(_all(), sort=sort, size=PAGE)).next_cursor
        for title, cursor in (("2", first), (f"{deep:,}", _cursor_at(catalogue, sort, deep * PAGE))):
            there = address("/api/search", replace(_all(), sort=sort, cursor=cursor))
            yield f"page {title} {sort}", sample(f"page {title}, by {sort}", [site.cost(there) for _ in range(AGAIN)])


def _cursor_at(catalogue: Any, sort: str, shown: int) -> str:
    """The cursor of a page so deep in an order, found by counting instead of by a walk of hours."""
    import tantivy

    from vasculum.search import cursor
    from vasculum.search.schema import KEY, SORT_FIELDS

    field, descending = SORT_FIELDS[sort]
    order = tantivy.Order.Desc if descending else tantivy.Order.Asc
    searcher = catalogue._current().index.searcher()
    everything = tantivy.Query.all_query()
    ((value, found),) = searcher.search(everything, limit=1, offset=shown, count=False, order_by_field=field, order=order).hits
    (key,) = searcher.fast_field_values(KEY, [found])
    return cursor.following(replace(_all(), sort=sort), value, key)


def _bare(asked: Question) -> float:
    """Processor milliseconds of the index alone for a question: its hits and the counts of its facets, not put in words."""
    from vasculum.search import question
    from vasculum.search.counts import counted
    from vasculum.search.order import Answer
    from vasculum.specimens import queries

    catalogue: Any = queries.catalogue()
    served = catalogue._current()
    lowest = catalogue._summary(served).lowest
    searcher = served.index.searcher()
    query = question.tantivy_query(searcher, served.index.schema, asked.query)

    def answer() -> None:
        known = counted(searcher, query, FACETS)
        Answer(served.index, searcher, query, known.total, lowest).page(asked.query)

    return cost(answer)


def goals_of(done: Measured) -> Iterator[Goal]:
    """Holds the figures against the goals of the portal."""
    samples = done.samples
    yield from at_most("search with six facets, p95 ms", samples["search"].at(0.95), GOALS["search"])
    yield from at_most(f"the same, {VISITORS} at once, p95 ms", sample("", done.crowd.waits).at(0.95), GOALS["crowd"])
    for key, title in (("home", "home page"), ("figures", "unfiltered with six facets"), ("low", "low zooms of the map")):
        yield from at_most(f"{title}, p95 ms", samples[key].at(0.95), GOALS["once"])
    yield from at_most("page of a specimen at first view, p95 ms", samples["page"].at(0.95), GOALS["specimen"])
    yield from at_most("API of a specimen at first view, p95 ms", samples["document"].at(0.95), GOALS["specimen"])
    yield from at_most("any tile, slowest, ms", samples["tile"].at(1), GOALS["tile"])
    pages = [key for key in samples if key.startswith("page ")]
    for second, deep in zip(pages[::2], pages[1::2], strict=True):
        ratio = samples[deep].at(0.5) / samples[second].at(0.5)
        yield from at_most(f"{samples[deep].title.strip()}: times page 2", ratio, 1.5)
    yield from at_most("whole answer of the API: times the bare index", sum(samples["search"].spent) / done.bare, 3)
    for name, spent in done.compared.spent.items():
        if name != "Vasculum":
            yield from at_least(f"{name}: times slower than ours", spent / done.compared.spent["Vasculum"], 20)
    yield from at_most("questions that another engine counts otherwise", len(done.compared.differs), 0)


def as_json(done: Measured, goals: Sequence[Goal]) -> dict[str, Any]:
    """Everything measured, as plain values."""
    made = done.built
    return {
        "rows": made.rows,
        "milliseconds": {
            one.title.strip(): {"p50": one.at(0.5), "p95": one.at(0.95), "most": one.at(1), "count": len(one.spent)}
            for one in done.samples.values()
        },
        "atOnce": {"p95": sample("", done.crowd.waits).at(0.95), "cpuOfAnAnswer": done.crowd.cpu},
        "build": _build(made),
        "peers": {"rows": done.compared.rows, "hits": done.compared.hits, "cpuMilliseconds": done.compared.spent},
        "differs": done.compared.differs,
        "goals": [asdict(goal) for goal in goals],
    }


def _build(made: Built) -> dict[str, float]:
    return {
        "index, documents a CPU-second": made.rows / made.index_cpu_seconds,
        "index, bytes a specimen": made.index_bytes / made.rows,
        "ledger, bytes a specimen": made.lake_bytes / made.rows,
        "index, CPU-seconds a million": made.index_cpu_seconds * 1e6 / made.rows,
        "harvest, CPU-seconds a million": sum(made.harvests.values()) * 1e6 / made.rows,
    }


def show(console: Console, done: Measured, goals: Sequence[Goal]) -> None:
    """Prints what was measured, how it was built, and what was reached."""
    table = Table(
        "answer", "times", "p50", "p95", "most", title=f"{done.built.rows:,} specimens, ms of CPU", title_justify="left"
    )
    for one in (*done.samples.values(), sample(f"{VISITORS} at once, ms of waiting", done.crowd.waits)):
        table.add_row(one.title, str(len(one.spent)), *(f"{one.at(part):.1f}" for part in (0.5, 0.95, 1)))
    table.add_row(f"{VISITORS} at once, ms of CPU, on average", "", f"{done.crowd.cpu:.1f}")
    console.print(table)
    peers = Table("engine", "CPU ms", "times ours", title=f"six facets, {done.compared.rows:,} rows", title_justify="left")
    for name, spent in done.compared.spent.items():
        peers.add_row(name, f"{spent:,.0f}", f"{spent / done.compared.spent['Vasculum']:.1f}")
    console.print(peers)
    console.print(" · ".join(f"{name} {value:,.0f}" for name, value in _build(done.built).items()), highlight=False)
    reached = Table("goal", "reached", "wanted", "", title="Goals", title_justify="left")
    for goal in goals:
        reached.add_row(goal.title, f"{goal.reached:,.2f}", goal.wanted, "[green]met[/]" if goal.met else "[red]missed[/]")
    console.print(reached)
    for each in done.compared.differs[:5]:
        console.print(each, style="red", markup=False)


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/portal.json`; returns 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="./run bench portal", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000, help="specimens in the node")
    parser.add_argument("--json", action="store_true", help="print nothing but one JSON document")
    asked = parser.parse_args(words)
    try:
        with Console(stderr=True).status("") as status:
            done = measured(asked.rows, status.update)
    except BuildFailed as error:
        print(f"the node could not be built: {error}", file=sys.stderr)
        return 1
    goals = list(goals_of(done))
    result = json.dumps({"machine": machine(), **as_json(done, goals)}, indent=2, ensure_ascii=False)
    RESULTS.joinpath("portal.json").write_text(result + "\n", encoding="utf-8")
    if asked.json:
        print(result)
    else:
        show(Console(width=max(Console().width, 100)), done, goals)
    return int(not all(goal.met for goal in goals))
