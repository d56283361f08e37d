"""The node that `./run bench portal` asks: a generated collection, harvested in sources of a million rows at the most, kept.

`.bench/portal/ROWS` holds it between runs; what was built of it before a run was interrupted is not built again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import orjson

from benchmarks import node
from benchmarks.archives import write_archive
from benchmarks.measure import Cost, measure

FOLDER = Path(__file__).resolve().parent.parent / ".bench" / "portal"
ROWS_PER_SOURCE = 1_000_000
INSTITUTIONS = ("museum", "garden", "university")
SEED = 7


class BuildFailed(Exception):
    """A step of building ended badly; its text is what the step said."""


@dataclass(slots=True)
class Built:
    """A node in the making: rows, and what each step cost in CPU-seconds."""

    folder: Path
    rows: int
    harvests: dict[str, float] = field(default_factory=dict)
    index_cpu_seconds: float = 0.0
    index_seconds: float = 0.0
    index_peak_mib: float = 0.0

    @property
    def node(self) -> Path:
        """The folder of the node."""
        return self.folder / "node"

    @property
    def index_bytes(self) -> int:
        """The size of the index that is served."""
        return sum(file.stat().st_size for file in self.node.glob("search/index-*/*"))

    @property
    def lake_bytes(self) -> int:
        """The size of the ledgers."""
        return sum(file.stat().st_size for file in self.node.glob("lake/*/*.parquet"))

    def note(self) -> None:
        """Keeps what is known of it beside the node."""
        kept = {name: getattr(self, name) for name in ("harvests", "index_cpu_seconds", "index_seconds", "index_peak_mib")}
        self.folder.joinpath("built.json").write_bytes(orjson.dumps(kept))


def built(rows: int, tell: Callable[[str], None]) -> Built:
    """The node of so many rows with an index of today's schema; raises BuildFailed."""
    folder = FOLDER / str(rows)
    folder.mkdir(parents=True, exist_ok=True)
    noted = folder / "built.json"
    made = Built(folder, rows, **(orjson.loads(noted.read_bytes()) if noted.exists() else {}))
    if not (made.node / "node.toml").exists():
        _run(node.init_command(made.node), made)
    parts = -(-rows // ROWS_PER_SOURCE)
    for part in range(parts):
        if f"bench-{part}" not in made.harvests:
            tell(f"harvesting part {part + 1} of {parts}")
            _harvest_part(made, part, parts)
    _index(made, tell)
    return made


def _harvest_part(made: Built, part: int, parts: int) -> None:
    archive, key = made.folder / f"part-{part}.zip", f"bench-{part}"
    if not archive.exists():
        aside = archive.with_suffix(".new")
        write_archive(aside, made.rows, SEED, part=part, parts=parts)
        aside.rename(archive)
    command = [sys.executable, "-m", "benchmarks.portal_node", str(archive), key, INSTITUTIONS[part % len(INSTITUTIONS)]]
    made.harvests[key] = _run(command, made).cpu_seconds
    archive.unlink()
    made.note()


def _index(made: Built, tell: Callable[[str], None]) -> None:
    """Builds the index when there is none of today's schema, and takes note of the cost."""
    from vasculum.search.follower import SCHEMA
    from vasculum.search.state import read_state

    state = read_state(made.node / "search")
    if state.schema == SCHEMA and len(state.followed) == len(made.harvests):
        return
    tell(f"indexing {made.rows:,} specimens")
    anew = state.schema != SCHEMA
    cost = _run([sys.executable, "-m", "benchmarks.portal_node"], made)
    made.index_cpu_seconds = cost.cpu_seconds + (0 if anew else made.index_cpu_seconds)
    made.index_seconds = cost.seconds + (0 if anew else made.index_seconds)
    made.index_peak_mib = max(cost.peak_mib, 0 if anew else made.index_peak_mib)
    made.note()


def _run(command: list[str], made: Built) -> Cost:
    cost = measure(command, node.environment(made.node), FOLDER.parent.parent)
    if cost.complaint:
        raise BuildFailed(f"{' '.join(command)}: {cost.complaint}")
    return cost


def harvest(archive: Path, key: str, institution: str) -> None:
    """Harvests an archive as `vasculum harvest` does, but leaves the index to be built at once when all are there."""
    from vasculum.site.node import this_node

    served = this_node()
    from vasculum.harvest import actions
    from vasculum.harvest.progress import silent
    from vasculum.registry.actions import register_collection

    register_collection(key, institution)
    with mock.patch.object(actions, "follow_ledgers"):
        actions.harvest(served, archive, key, silent, approved=True)


def index() -> None:
    """Brings the index of the node of the environment up to its ledgers; builds it anew where it is of another schema."""
    from vasculum.site.node import this_node

    served = this_node()
    from vasculum.harvest.follow import follow_ledgers
    from vasculum.harvest.progress import silent

    follow_ledgers(served, silent)


if __name__ == "__main__" and not sys.argv[1:]:
    index()
elif __name__ == "__main__":
    harvest(Path(sys.argv[1]), *sys.argv[2:4])
