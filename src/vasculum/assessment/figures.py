"""A tally in full, as the API and the command give it: one JSON object."""

from __future__ import annotations

from typing import Any

from vasculum.assessment import queries
from vasculum.assessment.rules import acts, measured, problem_of
from vasculum.assessment.scopes import Scope, scope
from vasculum.assessment.tally import Found, Tally
from vasculum.harvest.refusal import Refused
from vasculum.model.language_map import name_in

Body = dict[str, Any]


def figures(scope: Scope, tally: Tally, language: str) -> Body:
    """The numbers of the quality page; examples are PIDs."""
    return {
        "scope": scope.kind,
        "key": scope.key,
        "sources": list(scope.sources),
        "specimens": tally.specimens,
        "withoutProblem": tally.untroubled,
        "midsLevels": {level: tally.levels[level] for level in sorted(tally.levels, key=int)},
        "problems": [_problem(key, found, language) for key, found in sorted(tally.found.items(), key=_commonest_first)],
        "fixFirst": [
            {
                "action": act.remedy.code,
                "gain": "next MIDS level" if act.lifts else "problem ended",
                "records": act.records,
                "whatToDo": name_in(act.remedy.texts, language),
            }
            for act in acts(tally)
        ],
        "measures": [
            {"id": measure.guid, "label": measure.label, "result": response.result, "comment": response.comment}
            for measure, response in measured(tally)
        ],
    }


def figures_of_source(key: str) -> Body:
    """The figures of one source in English; raises Refused for none such."""
    found = scope("source", key)
    if found is None:
        raise Refused(f"there is no source {key!r}")
    return figures(found, queries.tally(found), "en")


def _commonest_first(item: tuple[str, Found]) -> tuple[int, str]:
    key, found = item
    return -found.records, key


def _problem(key: str, found: Found, language: str) -> Body:
    known = problem_of(key)
    return {
        "kind": known.kind,
        "code": known.code,
        "level": known.level,
        "group": known.remedy.group,
        "records": found.records,
        "examples": list(found.examples),
        "problem": name_in(known.texts, language),
        "whatToDo": name_in(known.remedy.texts, language),
    }


def in_lines(body: Body, most: int = 15) -> str:
    """The figures as text for people: what is wrong, how often, and what to mend first."""
    levels = ", ".join(f"MIDS {level}: {records:,}" for level, records in body["midsLevels"].items())
    lines = [f"{body['key'] or 'the node'}: {body['specimens']:,} specimens, {body['withoutProblem']:,} without a problem"]
    lines += [f"  {levels}"] if levels else []
    lines += ["Mend first:"] if body["fixFirst"] else []
    lines += [f"  {act['records']:>9,} × {act['whatToDo']} ({act['gain']})" for act in body["fixFirst"][:most]]
    lines += ["What is wrong:"] if body["problems"] else []
    lines += [f"  {each['records']:>9,} × {each['problem']} [{each['kind']}:{each['code']}]" for each in body["problems"]]
    return "\n".join(lines)
