"""The database as files, and back: one consistent moment of SQLite or PostgreSQL, while others write on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

SQLITE = "node.sqlite3"
ENGINE = "database/engine.json"
_TABLES = "database/tables"


class OtherDatabase(Exception):
    """The copy cannot go into the database that is there; its text says why."""


def copy_out(folder: Path) -> list[str]:
    """Writes what the database holds now into `folder`; gives the names of the files, relative to it."""
    (folder / _TABLES).mkdir(parents=True)
    files = _postgresql_out(folder) if connection.vendor == "postgresql" else _sqlite_out(folder)
    described = {"engine": connection.vendor, "migrations": _migrations()}
    (folder / ENGINE).write_text(json.dumps(described), encoding="utf-8")
    return [ENGINE, *files]


def require_room(folder: Path) -> None:
    """Raises OtherDatabase unless the copy in `folder` can go into the database of this process."""
    engine = _described(folder)["engine"]
    if engine != connection.vendor:
        raise OtherDatabase(f"the copy is of {engine}, the node is to use {connection.vendor}: see DATABASE_URL")
    if connection.vendor == "postgresql" and connection.introspection.table_names():
        raise OtherDatabase("the database that DATABASE_URL names is not empty: a copy is restored into one of its own")


def copy_in(folder: Path) -> None:
    """Takes the copy in `folder` into a database that was just made; raises OtherDatabase for one of another version."""
    if connection.vendor == "postgresql":
        if _described(folder)["migrations"] != _migrations():
            raise OtherDatabase("the copy was made by another version of Vasculum: restore it with that version, then update")
        _postgresql_in(folder)


def _described(folder: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((folder / ENGINE).read_text(encoding="utf-8"))
    return described


def _sqlite_out(folder: Path) -> list[str]:
    target = folder / SQLITE
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return [SQLITE]


def _postgresql_out(folder: Path) -> list[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return [_table_out(cursor, folder, table) for table in _tables()]


def _table_out(cursor: Any, folder: Path, table: str) -> str:
    file = f"{_TABLES}/{table}"
    with (folder / file).open("wb") as out, cursor.copy(f"COPY {_quoted(table)} TO STDOUT (FORMAT binary)") as rows:
        for block in rows:
            out.write(block)
    return file


def _postgresql_in(folder: Path) -> None:
    files = sorted((folder / _TABLES).iterdir())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(_quoted(file.name) for file in files)}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for file in files:
            _table_in(cursor, file)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models(include_auto_created=True))):
            cursor.execute(statement)


def _table_in(cursor: Any, file: Path) -> None:
    with file.open("rb") as text, cursor.copy(f"COPY {_quoted(file.name)} FROM STDIN (FORMAT binary)") as rows:
        while block := text.read(1 << 20):
            rows.write(block)


def _tables() -> Iterable[str]:
    return sorted(connection.introspection.table_names())


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)


def _migrations() -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [list(row) for row in cursor.fetchall()]
