"""The ratios that are quoted, and the goals they are held against."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.figures import Figure, Size, as_json, growth
from benchmarks.harvest import counts_of_harvest, goals_of, row_counts


def figure(key: str, rows: int, cpu: float, /, **counts: Any) -> Figure:
    return Figure(key, key, rows, seconds=cpu, cpu_seconds=cpu, peak_mib=100, counts=counts)


def size(rows: int, **cpu: float) -> Size:
    one = Size(rows)
    for name, seconds in cpu.items():
        key = name.replace("_", "-")
        one.figures[key] = figure(key, rows, seconds)
    one.add_floor()
    return one


def test_the_floor_is_the_sum_of_its_two_parts() -> None:
    one = size(1_000_000, floor_parquet=10.0, floor_index=30.0, first=60.0)
    assert one.ratio("floor") == 1
    assert one.ratio("first") == 1.5


def test_a_floor_on_fewer_documents_than_the_harvest_made_is_no_floor() -> None:
    one = size(1_000, floor_parquet=1.0)
    one.figures["floor-index"] = figure("floor-index", 1_000, 1.0, rows=900)
    one.figures["first"] = figure("first", 1_000, 3.0, new=1_000)
    one.add_floor()
    assert one.ratio("first") is None
    assert one.failures == {"floor, both": "the floor indexed 900 documents, the harvest made 1,000"}


def test_without_both_parts_there_is_no_floor_and_no_ratio() -> None:
    assert size(1_000, floor_parquet=1.0, first=2.0).ratio("first") is None


def test_growth_compares_the_cost_of_a_record_at_the_largest_and_the_smallest_size() -> None:
    sizes = [size(1_000_000, first=66.0), size(100_000, first=6.0)]
    assert growth(sizes, "first") == pytest.approx(1.1)
    assert growth(sizes[:1], "first") is None
    assert growth(sizes, "changed") is None


def test_a_version_made_by_an_unchanged_harvest_misses_the_goal() -> None:
    one = size(1_000, first=10.0)
    one.figures["unchanged"] = figure("unchanged", 1_000, 1.0, new=0, updated=0, gone=0)
    one.figures["re-exported"] = figure("re-exported", 1_000, 1.0, new=0, updated=1, gone=0)
    met = {goal.title: goal.met for goal in goals_of([one])}
    assert met["again, same file: new versions"]
    assert not met["again, re-exported: new versions"]


@pytest.mark.parametrize(("updated", "met"), [(10, True), (9, False), (11, False)])
def test_one_version_for_every_edited_record_is_the_goal(updated: int, met: bool) -> None:
    one = size(1_000)
    one.figures["changed"] = figure("changed", 1_000, 1.0, new=0, updated=updated, gone=0)
    goals = {goal.title: goal.met for goal in goals_of([one])}
    assert goals["again, 1 % changed: versions too many or too few"] is met


def test_a_report_is_reduced_to_its_counts() -> None:
    report = '{"source": "bench", "state": "committed", "read": 3, "new": 2, "rejected": 1, "remarks": {"X": 1}, "seconds": 0.1}'
    assert counts_of_harvest(report) == {"state": "committed", "read": 3, "new": 2, "rejected": 1}


def test_everything_measured_can_be_written_as_plain_values() -> None:
    one = size(100_000, floor_parquet=1.0, floor_index=3.0, first=6.0)
    one.failures["unzipping"] = "exit status 1"
    plain = as_json([one], list(goals_of([one])))
    steps = {step["key"]: step for step in plain["sizes"][0]["steps"]}
    assert steps["first"]["ratioToFloor"] == 1.5
    assert steps["first"]["cpuSecondsPerMillion"] == 60
    assert plain["sizes"][0]["failures"] == {"unzipping": "exit status 1"}
    assert plain["goals"][0]["met"]


def test_sizes_are_measured_from_small_to_large_and_once() -> None:
    assert row_counts("1000000,100000,100000") == [100_000, 1_000_000]


def test_without_a_name_the_benchmarks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "./run bench harvest" in capsys.readouterr().out


def test_an_unknown_benchmark_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    assert "there is no benchmark 'speed'" in capsys.readouterr().err
