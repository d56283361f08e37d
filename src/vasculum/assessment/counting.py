"""Counting: the tally of one source, computed over its ledger in columns and bounded memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from vasculum.assessment.tally import EXAMPLES, Found, Tally, together
from vasculum.engine.kernel import Kernel, literal
from vasculum.lake.present import PRESENT, open_present
from vasculum.quality.assessment import ORDER
from vasculum.quality.bdq.framework import all_tests
from vasculum.quality.mids import mapping_set, mids_of_mask
from vasculum.terms.remedies import Problem, problems

NOT_PASSED = "N"
_COLUMNS = {"remark": "remarks", "flag": "issues", "bdq": "bdq"}
_FIRST = f"arg_min(pid, number, {EXAMPLES})"
_CODES = "list_distinct(list_transform(remarks, lambda remark: split_part(remark, ' ', 1)))"


def count(kernel: Kernel, files: Sequence[Path]) -> Tally:
    """The tally of the specimens in the data files of one source."""
    if not files:
        return Tally()
    open_present(kernel, files)
    levels, missing, gains = _digitisation(kernel)
    answers, failed = _answers(kernel)
    specimens, untroubled, cured = _cured(kernel)
    found = {
        **_listed(kernel, "remark", _CODES),
        **_listed(kernel, "flag", "list_distinct(issues)"),
        **failed,
        **{f"mids:{element}": each for element, each in missing.items()},
    }
    return Tally(specimens, untroubled, levels, found, gains, cured, answers)


def _listed(kernel: Kernel, kind: str, codes: str) -> dict[str, Found]:
    counted = kernel.rows(
        f"SELECT code, count(*) AS records, {_FIRST} FROM (SELECT unnest({codes}) AS code, pid, number FROM {PRESENT}) "
        "GROUP BY code ORDER BY records DESC, code"
    )
    return {f"{kind}:{code}": Found(records, tuple(first)) for code, records, first in counted}


def _digitisation(kernel: Kernel) -> tuple[dict[str, int], dict[str, Found], dict[str, int]]:
    """The levels, what is missing for the next one, and how many records lack but one element for it."""
    levels, gains = Counter[str](), Counter[str]()
    missing: defaultdict[str, list[Found]] = defaultdict(list)
    grouped = kernel.rows(
        f"SELECT mids_discipline, mids_elements, count(*), {_FIRST} FROM {PRESENT} "
        "WHERE mids_elements IS NOT NULL GROUP BY ALL ORDER BY min(number)"
    )
    for discipline, mask, records, first in grouped:
        mids = mids_of_mask(mask, mapping_set(discipline or "biology"))
        levels[str(mids.level)] += records
        for element in mids.missing:
            missing[element].append(Found(records, tuple(first)))
        if len(mids.missing) == 1:
            gains[mids.missing[0]] += records
    return dict(levels), {element: together(parts) for element, parts in missing.items()}, dict(gains)


def _answers(kernel: Kernel) -> tuple[dict[str, dict[str, int]], dict[str, Found]]:
    """The letters of each test, and the tests that are not passed by their problems' keys."""
    kernel.run(
        f"CREATE OR REPLACE TABLE answers AS SELECT bdq, count(*) AS records, min(number, {EXAMPLES}) AS first "
        f"FROM {PRESENT} WHERE bdq IS NOT NULL GROUP BY bdq"
    )
    places = f"(SELECT unnest(range(1, {len(ORDER) + 1})) AS place)"
    counted = kernel.rows(
        f"SELECT place, bdq[place] AS letter, sum(records)::BIGINT FROM answers, {places} WHERE place <= length(bdq) "
        "GROUP BY ALL ORDER BY ALL"
    )
    answers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for place, letter, records in counted:
        answers[ORDER[place - 1]][letter] = records
    first = _first_failed(kernel, places)
    failed = {place: records for place, letter, records in counted if letter == NOT_PASSED}
    found = {_key_of(place): Found(records, first[place]) for place, records in failed.items()}
    return dict(answers), found


def _first_failed(kernel: Kernel, places: str) -> dict[int, tuple[str, ...]]:
    numbers = kernel.rows(
        f"SELECT place, min(number, {EXAMPLES}) FROM (SELECT bdq, unnest(first) AS number FROM answers), {places} "
        f"WHERE bdq[place] = '{NOT_PASSED}' GROUP BY place"
    )
    wanted = sorted({number for _, listed in numbers for number in listed})
    chosen = f"number IN ({', '.join(map(str, wanted))})" if wanted else "false"
    pids = dict(kernel.rows(f"SELECT number, pid FROM {PRESENT} WHERE {chosen}"))
    return {place: tuple(pids[number] for number in listed) for place, listed in numbers}


def _key_of(place: int) -> str:
    return f"bdq:{all_tests()[ORDER[place - 1]].label}"


def _cured(kernel: Kernel) -> tuple[int, int, dict[str, int]]:
    """How many specimens there are, how many without a problem, and how many each remedy would cure of one."""
    troubling = [each for each in problems().values() if each.level != "info"]
    remedies = list(dict.fromkeys(each.remedy.code for each in troubling))
    joins = "".join(_joined(kernel, column, kind, troubling, remedies) for kind, column in _COLUMNS.items())
    mask = " | ".join(f"coalesce({kind}_masks.mask, 0)" for kind in _COLUMNS)
    counted = kernel.rows(f"SELECT {mask} AS ended, count(*) FROM {PRESENT} p{joins} GROUP BY ended")
    cured: Counter[str] = Counter()
    for ended, records in counted:
        cured.update({remedy: records for bit, remedy in enumerate(remedies) if ended >> bit & 1})
    return sum(records for _, records in counted), dict(counted).get(0, 0), dict(cured)


def _joined(kernel: Kernel, column: str, kind: str, troubling: Sequence[Problem], remedies: Sequence[str]) -> str:
    """Finds for each distinct content of a column which remedies end a problem of it, a bit for each, and gives the join."""
    found = [[each for each in troubling if (each.kind, each.remedy.code) == (kind, remedy)] for remedy in remedies]
    bits = [f"CASE WHEN {having_any(each)} THEN {1 << bit} ELSE 0 END" for bit, each in enumerate(found) if each]
    kernel.run(
        f"CREATE OR REPLACE TABLE {kind}_masks AS SELECT {column}, ({' | '.join(bits)})::BIGINT AS mask "
        f"FROM (SELECT DISTINCT {column} FROM {PRESENT} WHERE {column} IS NOT NULL)"
    )
    return f" LEFT JOIN {kind}_masks ON {kind}_masks.{column} = p.{column}"


def having_any(found: Iterable[Problem]) -> str:
    """The SQL condition of a record that has any of some problems."""
    listed = list(found)
    remarks = [literal(each.code) for each in listed if each.kind == "remark"]
    flags = [literal(each.code) for each in listed if each.kind == "flag"]
    tests = {each.code for each in listed if each.kind == "bdq"}
    conditions = [f"list_has_any({_CODES}, [{', '.join(remarks)}])"] if remarks else []
    conditions += [f"list_has_any(issues, [{', '.join(flags)}])"] if flags else []
    conditions += [f"bdq[{place}] = '{NOT_PASSED}'" for place, guid in enumerate(ORDER, 1) if all_tests()[guid].label in tests]
    return f"({' OR '.join(conditions) or 'false'})"
