"""Brings a node up to date and dies: `python -m tests.behaviour.upgrade_killed NODE STEPS`.

So many migrations are completed; the next is done but for being noted when the process ends without a word.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from unittest.mock import patch

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

KILLED = 9


def main(folder: str, steps: str) -> None:
    """Exits with KILLED inside the migration after those steps, with 0 where there are none left."""
    os.environ["VASCULUM_DATA"] = folder
    from vasculum.site.node import new_node

    done, noting = count(), MigrationExecutor.record_migration

    def note_or_die(executor: MigrationExecutor, migration: Migration) -> None:
        if next(done) == int(steps):
            os._exit(KILLED)
        noting(executor, migration)

    with patch.object(MigrationExecutor, "record_migration", note_or_die):
        new_node(Path(folder), "10.5072")


if __name__ == "__main__":
    main(*sys.argv[1:])
