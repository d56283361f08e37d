"""Measurements as a table for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure, Goal, Size, growth


def show(console: Console, sizes: Sequence[Size], goals: Sequence[Goal]) -> None:
    """Prints the costs and the counts at every size, then the goals, then what failed."""
    for size in sizes:
        console.print(_costs(size, sizes))
        if any("state" in figure.counts for figure in size.figures.values()):
            console.print(_counts(size))
    if goals:
        console.print(_goals(goals))
    for size in sizes:
        for title, complaint in size.failures.items():
            console.print(f"{title} ({size.rows:,} rows) failed", style="bold red")
            console.print(complaint, markup=False, highlight=False, soft_wrap=True)


def _costs(size: Size, sizes: Sequence[Size]) -> Table:
    table = Table(title=f"{size.rows:,} rows, archive of {size.archive_mib:,.1f} MiB", title_justify="left")
    table.add_column("cost", no_wrap=True)
    for heading in ("records/s", "CPU-s/M", "peak MiB", "× floor", "growth"):
        table.add_column(heading, justify="right", no_wrap=True)
    largest = size.rows == max(other.rows for other in sizes)
    for figure in size.figures.values():
        grown = growth(sizes, figure.key) if largest else None
        table.add_row(*_cells(figure), _number(size.ratio(figure.key)), _number(grown))
    return table


def _cells(figure: Figure) -> tuple[str, ...]:
    return figure.title, f"{figure.records_per_second:,.0f}", f"{figure.cpu_per_million:,.1f}", f"{figure.peak_mib:,.0f}"


def _counts(size: Size) -> Table:
    harvests = [figure for figure in size.figures.values() if "state" in figure.counts]
    names = list(dict.fromkeys(name for figure in harvests for name in figure.counts))
    table = Table(title=f"{size.rows:,} rows, what the harvests counted", title_justify="left")
    table.add_column("count", no_wrap=True)
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for figure in harvests:
        table.add_row(figure.title, *(_count(figure.counts.get(name)) for name in names))
    return table


def _count(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value or "")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _goals(goals: Sequence[Goal]) -> Table:
    table = Table(title="Goals", title_justify="left")
    for heading in ("goal", "reached", "wanted", ""):
        table.add_column(heading, justify="left" if heading == "goal" else "right")
    for goal in goals:
        table.add_row(goal.title, f"{goal.reached:,.2f}", goal.wanted, "[green]met[/]" if goal.met else "[red]missed[/]")
    return table
