"""What a command costs is what it really used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.measure import descendants, measure, own_memory
from tests.shared import ROOT


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_trivial_command_costs_little_and_its_words_are_kept() -> None:
    cost = measure(python("import sys; print('out'); print('err', file=sys.stderr)"))
    assert (cost.status, cost.output.strip(), cost.errors.strip(), cost.complaint) == (0, "out", "err", "")
    assert 0 < cost.cpu_seconds < 5
    assert cost.peak_mib > 1
    assert cost.seconds > 0


def test_memory_that_was_used_for_a_moment_is_seen() -> None:
    measuring = (
        "import sys; from benchmarks.measure import measure\n"
        "for program in ('pass', 'block = bytearray(300 * 1024 * 1024); del block'):\n"
        "    print(measure([sys.executable, '-c', program]).peak_mib)"
    )
    run = subprocess.run([*python(measuring)], cwd=ROOT, capture_output=True, text=True, check=True)
    small, large = map(float, run.stdout.split())
    assert small < 300 <= large


def test_processor_time_of_children_is_counted() -> None:
    work = "import time\nwhile time.process_time() < 0.4: pass"
    cost = measure(python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}], check=True)"))
    assert cost.cpu_seconds >= 0.4


def test_waiting_costs_no_processor_time() -> None:
    busy = measure(python("import time\nwhile time.process_time() < 0.4: pass"))
    idle = measure(python("import threading; threading.Event().wait(0.4)"))
    assert idle.seconds >= 0.4
    assert idle.cpu_seconds < busy.cpu_seconds


def test_a_failure_is_told_with_the_end_of_what_it_said() -> None:
    cost = measure(python("import sys; print('\\n'.join(map(str, range(100))), file=sys.stderr); sys.exit(3)"))
    assert cost.status == 3
    assert cost.complaint.splitlines()[0] == "exit status 3"
    assert cost.complaint.splitlines()[-1] == "99"


def test_a_command_runs_where_it_is_told_with_the_environment_it_is_given(tmp_path: Path) -> None:
    cost = measure(python("import os; print(os.getcwd(), os.environ['VASCULUM_TOLD'])"), {"VASCULUM_TOLD": "so"}, tmp_path)
    assert cost.output.split() == [str(tmp_path.resolve()), "so"]


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs /proc")
def test_the_memory_of_a_child_is_found_from_its_parent() -> None:
    with subprocess.Popen(python("input()"), stdin=subprocess.PIPE) as child:
        assert child.pid in descendants(os.getpid())
        assert own_memory(child.pid) > 0
        child.communicate(b"\n")
    assert child.pid not in descendants(os.getpid())
    assert own_memory(child.pid) == 0
