"""The node this process serves, with Django ready to use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from vasculum.harvest.node import Node, make_node, open_node
from vasculum.site.backup import unpack
from vasculum.site.database_copy import OtherDatabase, copy_in, require_room
from vasculum.site.secret import make_secret_key


def node_folder() -> Path:
    """The folder named by VASCULUM_DATA, or `.vasculum` here."""
    return Path(os.environ.get("VASCULUM_DATA", ".vasculum")).resolve()


def new_node(folder: Path, prefix: str) -> Node:
    """Makes a node with its database; what is there already is kept."""
    node = make_node(folder, prefix)
    make_secret_key(folder)
    _start_django(folder)
    _migrate()
    return node


def this_node() -> Node:
    """The node of this process, its database up to date; raises NoNode when there is none."""
    node = open_node(node_folder())
    _start_django(node.root)
    _migrate()
    return node


def restored_node(copy: Path) -> Node:
    """The node of a copy, in the folder and the database of this process.

    Raises CopyUnusable or OtherDatabase; then nothing is left in the folder.
    """
    folder = node_folder()
    unpack(copy, folder)
    try:
        _start_django(folder)
        require_room(folder)
        _migrate()
        copy_in(folder)
    except OtherDatabase:
        shutil.rmtree(folder)
        raise
    shutil.rmtree(folder / "database")
    return open_node(folder)


def _start_django(folder: Path) -> None:
    os.environ["VASCULUM_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vasculum.site.settings")
    if not apps.ready:
        django.setup()


def _migrate() -> None:
    """Brings the database up to date in one transaction: an upgrade that is interrupted leaves it as it was.

    Left to itself Django commits most migrations before it notes them, and a node killed in between could never start again.
    """
    if not _is_behind():
        return
    with connection.constraint_checks_disabled(), transaction.atomic():
        call_command("migrate", verbosity=0, interactive=False)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
