"""The audit trail of a node on which several processes work at once."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.shared import ROOT

PROCESSES, ACTS = 4, 12
WORK = f"""
from vasculum.site.node import this_node
this_node()
from vasculum.people.audit import record
from vasculum.people.policy import SYSTEM
for number in range({ACTS}):
    record(SYSTEM, "edit collection", "collection/herbarium", None, {{"number": number}})
"""
TOLD = """
from vasculum.site.node import this_node
this_node()
from vasculum.people.audit import faults_of_the_trail
from vasculum.people.models import AuditEntry
print(AuditEntry.objects.count(), *faults_of_the_trail(), sep="\\n")
"""


def _told(script: str, node: Path) -> list[str]:
    """What a process of its own prints on this node."""
    environment = {**os.environ, "VASCULUM_DATA": str(node)}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()


def test_acts_of_several_processes_are_all_kept_in_one_unbroken_order(tmp_path: Path) -> None:
    node = tmp_path / "node"
    subprocess.run([sys.executable, "-m", "vasculum.cli", "init", str(node)], cwd=ROOT, check=True)
    before = int(_told(TOLD, node)[0])
    with ThreadPoolExecutor(PROCESSES) as several:
        list(several.map(lambda _: _told(WORK, node), range(PROCESSES)))
    assert _told(TOLD, node) == [str(before + PROCESSES * ACTS)]
