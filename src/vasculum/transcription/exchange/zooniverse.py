"""Zooniverse classification exports: answers lie in nested JSON, a task within a task; each leaf is a field.

Source: https://help.zooniverse.org/next-steps/data-exports/. A drop-down tells a label and a code, of which the label is read. A
field that a workflow asks twice (the day a journey began, and the day it ended) is told apart by a number.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, TextIO

import orjson

from vasculum.transcription.exchange.replicates import Chosen, Replicates, Transcript, field_of
from vasculum.transcription.reading.fields import Field, Kind

_MOST_DEEP = 20
_BOX = frozenset({"x", "y", "width", "height"})


def read_zooniverse(file: TextIO, chosen: Chosen = Chosen()) -> Replicates:  # noqa: B008 - an immutable value
    """The transcripts of an export, by workflow and subject."""
    fields: dict[str, Kind] = {}
    told: list[tuple[tuple[str, ...], str, str, dict[str, str]]] = []
    found = Replicates(("workflow_id", "subject_ids"), ())
    for line, row in enumerate(csv.DictReader(file), start=2):
        try:
            said = dict(_numbered(_leaves(orjson.loads(row.get("annotations") or "[]"))))
        except (ValueError, TypeError, AttributeError) as error:
            found.notices.append(f"line {line} holds no annotations that can be read: {error}")
            continue
        for label, (_, kind) in said.items():
            fields.setdefault(label, kind or field_of(label, chosen.kinds).kind)
        sheet = tuple(row.get(name) or "" for name in found.sheet_headings)
        values = {label: text for label, (text, _) in said.items()}
        told.append((sheet, _person(row, line), row.get("created_at") or "", values))
    found.fields = tuple(Field(label, chosen.kinds.get(label, kind)) for label, kind in fields.items())
    for sheet, person, when, values in told:
        found.add(sheet, Transcript(person, when, [values.get(label, "") for label in fields]))
    return found


def _person(row: dict[str, Any], line: int) -> str:
    return row.get("user_id") or row.get("user_name") or f"line {line}"


def _leaves(tasks: Any, depth: int = 0) -> Iterator[tuple[str, str, Kind | None]]:
    """Every answer with its question: its label, or else the name of its task."""
    if depth > _MOST_DEEP:
        raise ValueError("tasks within tasks without end")
    for task in tasks:
        value = task.get("value")
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield from _of_list(task, value, depth)
            continue
        label = str(task.get("task_label") or task.get("select_label") or task.get("task") or "")
        yield label, _text(value), None


def _of_list(task: dict[str, Any], value: list[dict[str, Any]], depth: int) -> Iterator[tuple[str, str, Kind | None]]:
    if "task" in value[0]:
        yield from _leaves(value, depth + 1)
    elif "select_label" in value[0]:
        for each in value:
            yield str(each["select_label"]), _text(each.get("label") or each.get("value")), None
    elif value[0].keys() >= _BOX:
        for each in value:
            corner = {name: each[name] for name in sorted(_BOX)}
            yield str(task.get("task_label") or task.get("task")), orjson.dumps(corner).decode(), Kind.BOX
    else:
        yield str(task.get("task_label") or task.get("task")), orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode(), None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return value if isinstance(value, str) else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _numbered(leaves: Iterator[tuple[str, str, Kind | None]]) -> Iterator[tuple[str, tuple[str, Kind | None]]]:
    """Labels that come again get a number, so that none hides another."""
    seen: dict[str, int] = {}
    for label, text, kind in leaves:
        seen[label] = seen.get(label, 0) + 1
        yield (label if seen[label] == 1 else f"{label} {seen[label]}"), (text, kind)
