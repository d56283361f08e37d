"""Acts: ask for a download, take one up, work at it. A worker killed at any moment loses nothing and blocks nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vasculum.downloads.columns import terms_of
from vasculum.downloads.models import Download
from vasculum.downloads.rules import LEASE, MOST_ATTEMPTS, SPECIMENS_AT_ONCE, citation, key_of
from vasculum.downloads.writing import Order, write
from vasculum.formats.eml import Party, Resource
from vasculum.harvest.gate import rules_state
from vasculum.lake.directory import listed_files
from vasculum.search.query import Query
from vasculum.search.state import read_state
from vasculum.specimens import queries
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.differences import as_text
from vasculum.specimens.specimen import Specimen

State = Download.State
PUBLISHER = "Vasculum"
UNKNOWN = "unknown"
_WORK = ".{}-"


class LeaseLost(Exception):
    """Somebody else works at the download by now."""


def ask(query: Query, form: str, base: str, language: str, email: str = "") -> Download:
    """The download of what a question finds: the one that was asked for before when it would be the same file, else a new one."""
    asked = {name: values for name, values in parameters_of(query).items() if any(values)}
    rules = rules_state()
    key = key_of({**asked, "rules": [rules]}, form, read_state(Path(settings.NODE) / "search").followed)
    try:
        with transaction.atomic():
            total = queries.find(query).total
            return Download.objects.create(
                key=key, asked=asked, form=form, base=base, language=language, email=email, total=total, rules=rules
            )
    except IntegrityError:
        known = Download.objects.get(key=key)
        if known.state == State.FAILED:
            Download.objects.filter(pk=known.pk, state=State.FAILED).update(state=State.WAITING, attempts=0, why="")
        if email and not known.email:
            Download.objects.filter(pk=known.pk, email="").update(email=email)
        known.refresh_from_db()
        return known


def take_up(now: dt.datetime) -> Download | None:
    """The next download that nobody works at, leased to the caller; None when there is nothing to do.

    One whose worker vanished is taken up again, at most three times in all.
    """
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, lease__lt=now)
    Download.objects.filter(free, attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, finished=now, why="it was never finished"
    )
    for pk in Download.objects.filter(free).order_by("made").values_list("pk", flat=True)[:5]:
        if taken := take(pk, now):
            return taken
    return None


def take(pk: UUID, now: dt.datetime) -> Download | None:
    """A certain download, leased to the caller; None when somebody else was first or it is done."""
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, lease__lt=now)
    mine = Download.objects.filter(free, pk=pk).update(state=State.RUNNING, lease=now + LEASE, attempts=F("attempts") + 1, done=0)
    return Download.objects.get(pk=pk) if mine else None


def work_at(download: Download) -> None:
    """Makes the file of a leased download; what goes wrong is told in its row."""
    try:
        _make(download)
    except LeaseLost:
        return
    except (OSError, ValueError) as error:
        _end(download, state=State.WAITING if download.attempts < MOST_ATTEMPTS else State.FAILED, why=str(error)[:500])
        return
    _tell(download)


def work_once() -> bool:
    """Works at the next download; whether there was one."""
    download = take_up(timezone.now())
    if download is None:
        return False
    work_at(download)
    return True


def _make(download: Download) -> None:
    query = query_of(download.asked)
    download.file.parent.mkdir(parents=True, exist_ok=True)
    _clear_up(download)
    sources = [bucket.value for bucket in queries.find(query, ("source",)).facets["source"]]
    counted: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    with tempfile.TemporaryDirectory(prefix=_WORK.format(download.pk), dir=download.file.parent) as folder:
        work = Path(folder)
        found = queries.specimens_of(queries.all_hits(query), SPECIMENS_AT_ONCE)
        order = Order(
            specimens=_followed(download, found, counted),
            terms=terms_of(Path(settings.NODE) / "lake", sources),
            target=work / f"made.{download.kind.ending}",
            work=work,
            resource=_resource(download),
            ledgers={source: listed_files(Path(settings.NODE) / "lake" / source) for source in sources},
        )
        write(download.form, order)
        with order.target.open("rb") as file:
            digest, size = hashlib.file_digest(file, "sha256").hexdigest(), order.target.stat().st_size
        _still_mine(download)
        shutil.move(order.target, download.file)
    licenses, institutions = (dict(each.most_common()) for each in counted)
    total = sum(counted[0].values())
    _end(download, state=State.DONE, sha256=digest, size=size, licenses=licenses, sources=institutions, total=total, done=total)


def _clear_up(download: Download) -> None:
    """Removes what an attempt that was killed has left; whoever holds the lease is the only one who works at it."""
    for left in download.file.parent.glob(_WORK.format(download.pk) + "*"):
        shutil.rmtree(left, ignore_errors=True)


def _followed(
    download: Download, specimens: Iterator[Specimen], counted: tuple[Counter[str], Counter[str]]
) -> Iterator[Specimen]:
    """The specimens as they pass, their licences and institutions counted, the lease renewed."""
    for number, specimen in enumerate(specimens, start=1):
        content = specimen.content
        counted[0][as_text(content.interpreted.get("license")) or content.verbatim.get("dcterms:license", "") or UNKNOWN] += 1
        counted[1][specimen.origin.institution or UNKNOWN] += 1
        yield specimen
        if number % 1000 == 0:
            _still_mine(download, number)


def _still_mine(download: Download, done: int | None = None) -> None:
    """Renews the lease; raises LeaseLost when somebody else has taken it over."""
    changed = {"lease": timezone.now() + LEASE, **({} if done is None else {"done": done})}
    if not Download.objects.filter(pk=download.pk, state=State.RUNNING, attempts=download.attempts).update(**changed):
        raise LeaseLost


def _end(download: Download, **changed: object) -> None:
    mine = Download.objects.filter(pk=download.pk, attempts=download.attempts)
    mine.update(lease=None, finished=timezone.now(), **changed)
    download.refresh_from_db()


def _resource(download: Download) -> Resource:
    today = timezone.localdate(download.made)
    asked = "; ".join(f"{name}: {', '.join(values)}" for name, values in download.asked.items()) or "everything"
    address = download.address("en")
    return Resource(
        identifier=address,
        title={"en": f"{download.total:,} digital specimens"},
        abstract={"en": f"The digital specimens that answered the search “{asked}” on {today.isoformat()}."},
        made=download.made,
        parties=(Party("creator", PUBLISHER),),
        rights="Each record has the licence it names; the licences are counted at the address of the download.",
        citation=citation(PUBLISHER, today, download.total, address),
        homepage=address,
    )


def _tell(download: Download) -> None:
    if not download.email:
        return
    with translation.override(download.language):
        message = EmailMessage(subject=_("Your download is ready"), body=download.address(download.language), to=[download.email])
    try:
        message.send()
        Download.objects.filter(pk=download.pk).update(email="")
    except (SMTPException, OSError) as error:
        Download.objects.filter(pk=download.pk).update(why=f"e-mail: {error}"[:500])
