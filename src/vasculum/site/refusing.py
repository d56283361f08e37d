"""What the command line says when the data or the node refuse: one line on stderr and exit status 1, no traceback."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.db.utils import OperationalError

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.node import NoNode
from vasculum.harvest.refusal import Refused
from vasculum.lake.ledger import LedgerDamaged
from vasculum.lake.lock import Busy
from vasculum.names import BackboneUnusable
from vasculum.people.refusal import NoSuchPerson, NotAllowed
from vasculum.pids.issuer import Exhausted
from vasculum.registry.refusal import NotReadable
from vasculum.registry.tables import TableUnusable
from vasculum.search.index import NoIndex
from vasculum.search.query import QueryError
from vasculum.site.backup import CopyUnusable
from vasculum.site.database_copy import OtherDatabase
from vasculum.transcription.exchange.replicates import NotReplicates

_REFUSALS = (
    ArchiveRefused,
    BackboneUnusable,
    Refused,
    NoNode,
    LedgerDamaged,
    QueryError,
    NoIndex,
    Exhausted,
    NotAllowed,
    NoSuchPerson,
    TableUnusable,
    NotReadable,
    NotReplicates,
    CopyUnusable,
    OtherDatabase,
)


@contextmanager
def refusing() -> Iterator[None]:
    """Runs a command and turns a refusal into its one line."""
    try:
        yield
    except _REFUSALS as error:
        _refuse(str(error))
    except Busy as error:
        _refuse(f"{error} is being worked on by another process: try again when it has finished")
    except OperationalError as error:
        _refuse(f"the database cannot be used: {error}")
    except UnicodeDecodeError as error:
        _refuse(f"the file is not text in UTF-8: {error.reason} at byte {error.start:,}")
    except csv.Error as error:
        _refuse(f"the file is not a table of text: {error}")
    except OSError as error:
        _refuse(f"{error.filename or 'the node'}: {error.strerror or error}")


def _refuse(reason: str) -> None:
    click.echo(f"vasculum: {' '.join(reason.split())}", err=True)
    sys.exit(1)
