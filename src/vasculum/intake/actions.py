"""Acts: take a file in, say what its columns are, mend, ask for checking, committing and undoing, and take back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import slugify

from vasculum.formats.dwca import ArchiveRefused
from vasculum.intake import rules
from vasculum.intake.models import ImportSession
from vasculum.intake.queries import mapping_of_session, mappings_of
from vasculum.mapping.document import Mapping
from vasculum.mapping.proposing import Proposal, propose
from vasculum.mapping.writing import as_yaml
from vasculum.people.audit import record
from vasculum.people.models import Account
from vasculum.people.policy import Actor
from vasculum.registry.actions import register_collection
from vasculum.registry.models import Collection

State, Wish = ImportSession.State, ImportSession.Wish


def take_in(actor: Actor, account: Account | None, institution: str, file: UploadedFile) -> ImportSession:
    """Keeps a dropped file and says what its columns seem to be; raises ArchiveRefused where it is no table."""
    session = ImportSession(account=account, institution=institution, file_name=Path(file.name or "file").name[:200])
    try:
        _keep(session, file)
        _propose(session)
    except BaseException:
        shutil.rmtree(session.folder, ignore_errors=True)
        raise
    session.save(force_insert=True)
    record(actor, "harvest", f"import {session.pk}", after={"file": session.file_name}, institution=institution)
    return session


def replace_file(session: ImportSession, file: UploadedFile) -> None:
    """Takes a corrected file in the place of the one before, with the same mapping; raises ArchiveRefused for no table."""
    before = (session.edition, session.file_name)
    session.edition, session.file_name = session.edition + 1, Path(file.name or "file").name[:200]
    try:
        _keep(session, file)
        proposal = look_at(session)
    except BaseException:
        session.file.unlink(missing_ok=True)
        session.edition, session.file_name = before
        raise
    mapping = mapping_of_session(session)
    known = {column for rule in mapping.rules for column in rule.columns}
    added = [rule for rule in proposal.mapping.rules if rule.columns[0] not in known]
    session.mapping = as_yaml(
        replace(mapping, sheet=proposal.sheet, heading=proposal.heading.rows, rules=(*mapping.rules, *added))
    )
    _unchecked(session)


def _keep(session: ImportSession, file: UploadedFile) -> None:
    if (file.size or 0) > rules.LARGEST:
        raise ArchiveRefused(f"The file is larger than {rules.LARGEST // 1_000_000} MB.")
    session.folder.mkdir(parents=True, exist_ok=True)
    with session.file.open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)


def look_at(session: ImportSession, sheet: str = "") -> Proposal:
    """What is in the file of a session."""
    known = rules.remembered(mappings_of(session.institution))
    return propose(session.file, session.folder / "work", Path(session.file_name).stem[:80], known, sheet)


def _propose(session: ImportSession, sheet: str = "") -> None:
    session.mapping = as_yaml(look_at(session, sheet).mapping)


def choose_sheet(session: ImportSession, sheet: str) -> None:
    """Looks at another sheet of the file."""
    _propose(session, sheet)
    _unchecked(session)


def name_columns(session: ImportSession, terms: MappingOf[str, str], kind: str, several: str) -> None:
    """Writes down what a person says the columns are."""
    session.mapping = as_yaml(rules.decided(mapping_of_session(session), terms, kind, several))
    _unchecked(session)


def keep_mapping(session: ImportSession, mapping: Mapping) -> None:
    """Writes down a mapping that a person changed."""
    session.mapping = as_yaml(mapping)
    _unchecked(session)


def mend(session: ImportSession, column: str, wrong: str, right: str) -> None:
    """Reads a text of a column as another from now on."""
    session.mapping = as_yaml(rules.mended(mapping_of_session(session), column, wrong, right))
    _unchecked(session)


def _unchecked(session: ImportSession) -> None:
    session.state, session.report, session.why = State.FOUND, {}, ""
    session.save()


@transaction.atomic
def choose_collection(session: ImportSession, key: str, name: str, language: str) -> bool:
    """Puts a session's specimens into a collection of its institution, a new one where a name is given; whether it could."""
    if name.strip():
        key = slugify(f"{session.institution}-{name}")[:80].strip("-")
        register_collection(key, session.institution, {language: name.strip()})
    if not Collection.objects.filter(key=key, institution__key=session.institution).exists():
        return False
    session.collection = key
    session.save(update_fields=["collection"])
    return True


def ask(actor: Actor, session: ImportSession, wish: str) -> None:
    """Asks that something be done in the background; what is under way is not asked for again."""
    free = ImportSession.objects.filter(pk=session.pk, wish="")
    if free.update(wish=wish, attempts=0, lease=None, done=0, total=0, why=""):
        record(actor, "harvest", f"import {session.pk}", after={"asked": wish}, institution=session.institution)
    session.refresh_from_db()


def discard(actor: Actor, session: ImportSession) -> None:
    """Throws a file away that was not brought in."""
    record(actor, "harvest", f"import {session.pk}", after={"discarded": session.file_name}, institution=session.institution)
    shutil.rmtree(session.folder, ignore_errors=True)
    session.delete()
