"""`./run bench reconcile`: replicate transcripts of simulated volunteers decided field by field, and held against the truth."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from random import Random

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Goal, at_least, at_most
from benchmarks.machine import machine
from examples.volunteers.judging import FREE, is_right
from examples.volunteers.replicates import Read, as_table, simulated
from vasculum.transcription.consensus import Decision, decide_all
from vasculum.transcription.exchange.reconciled import write_reconciled
from vasculum.transcription.exchange.replicates import read_table
from vasculum.transcription.reading.answers import State, answer_of
from vasculum.transcription.reading.fields import Field, kind_of

RESULTS = Path(__file__).resolve().parent.parent / ".bench"
MOST_WRONG = {"recordNumber": 2.0, "recordedBy": 3.0, "scientificName": 3.0}


@dataclass
class Tally:
    """Of one field: how many sheets, how many decided, how many of those wrong, and how right a single answer is there."""

    sheets: int = 0
    decided: int = 0
    wrong: int = 0
    answers: int = 0
    right_answers: int = 0
    beside: list[float] = field(default_factory=list)

    @property
    def wrong_share(self) -> float:
        """Wrong decisions of all decisions, in percent."""
        return 100 * self.wrong / max(1, self.decided)

    @property
    def single(self) -> float:
        """Right answers of all answers, in percent."""
        return 100 * self.right_answers / max(1, self.answers)

    @property
    def gain(self) -> float:
        """By how many percent points decisions are right more often than single answers on the same sheets."""
        return 100 - self.wrong_share - 100 * sum(self.beside) / max(1, len(self.beside))


def judged(sheets: Sequence[Read], fields: Sequence[Field]) -> tuple[dict[str, Tally], float]:
    """How each field fares, and the share of sheets in percent of which every closed and short field is decided."""
    tallies = {each.name: Tally() for each in fields}
    whole = 0
    for sheet in sheets:
        answers = {each.name: [answer_of(who, cells[each.name]) for who, cells in sheet.transcripts] for each in fields}
        decisions = decide_all(fields, answers)
        whole += all(decisions[each.name].decided for each in fields if each.name not in FREE)
        for each in fields:
            _count(tallies[each.name], each, sheet, decisions[each.name])
    return tallies, 100 * whole / len(sheets)


def _count(tally: Tally, about: Field, sheet: Read, decision: Decision) -> None:
    truth = sheet.label[about.name]
    given = [answer_of(who, cells[about.name]) for who, cells in sheet.transcripts]
    right = [is_right(about, truth, each.text, each.state) for each in given]
    tally.sheets += 1
    tally.answers += len(right)
    tally.right_answers += sum(right)
    if decision.decided:
        tally.decided += 1
        state = State.ABSENT if decision.outcome == "absent" else State.VALUE
        tally.wrong += not is_right(about, truth, decision.value, state)
        tally.beside.append(sum(right) / len(right))


def speed(sheets: Sequence[Read]) -> tuple[float, float]:
    """Transcripts a processor second: decided alone, and with the table read and written."""
    text = as_table(sheets)
    started = time.process_time()
    replicates = read_table(StringIO(text))
    read = time.process_time()
    write_reconciled(replicates, StringIO())
    done = time.process_time()
    total = sum(len(each.transcripts) for each in sheets)
    return total / (done - read), total / (done - started)


def goals_of(tallies: Mapping[str, Tally], whole: float, rates: tuple[float, float]) -> Iterator[Goal]:
    """Holds the figures against what is asked for."""
    yield from at_least("transcripts a CPU second, reading and writing included", rates[1], 11_000)
    yield from at_least("sheets with all closed and short fields decided, in %", whole, 85)
    for name, tally in tallies.items():
        if name not in FREE:
            yield from at_most(f"wrong decisions in {name}, in %", tally.wrong_share, MOST_WRONG.get(name, 1.0))
    yield from at_least("least gain over a single answer, in points", min(each.gain for each in tallies.values()), 0.001)


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/reconcile.json`; returns 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="./run bench reconcile", description=__doc__)
    parser.add_argument("--sheets", type=int, default=5_000, help="how many sheets")
    parser.add_argument("--replicates", type=int, default=3, help="how many people read each")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--json", action="store_true", help="print nothing but one JSON document")
    asked = parser.parse_args(words)
    sheets = simulated(Random(asked.seed), asked.sheets, asked.replicates)
    fields = [Field(name, kind_of(name)) for name in sheets[0].label]
    rates = speed(sheets)
    tallies, whole = judged(sheets, fields)
    goals = list(goals_of(tallies, whole, rates))
    result = {"machine": machine(), "goals": [[goal.title, round(goal.reached, 3), goal.wanted, goal.met] for goal in goals]}
    RESULTS.mkdir(exist_ok=True)
    RESULTS.joinpath("reconcile.json").write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if asked.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        _show(tallies, rates, goals)
    return 0 if all(goal.met for goal in goals) else 1


def _show(tallies: Mapping[str, Tally], rates: tuple[float, float], goals: Sequence[Goal]) -> None:
    console = Console()
    table = Table(title="fields", title_justify="left")
    for heading in ("field", "decided %", "wrong %", "single answer right %", "gain"):
        table.add_column(heading, justify="left" if heading == "field" else "right")
    for name, each in tallies.items():
        figures = (100 * each.decided / each.sheets, each.wrong_share, each.single, each.gain)
        table.add_row(name, *(f"{figure:.2f}" for figure in figures))
    console.print(table)
    console.print(f"{rates[0]:,.0f} transcripts a CPU second decided and written; {rates[1]:,.0f} with reading the table")
    reached = Table(title="Goals", title_justify="left")
    for heading in ("goal", "reached", "wanted", ""):
        reached.add_column(heading)
    for goal in goals:
        reached.add_row(goal.title, f"{goal.reached:,.2f}", goal.wanted, "[green]met[/]" if goal.met else "[red]missed[/]")
    console.print(reached)
