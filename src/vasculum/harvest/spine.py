"""The spine: records flow from the museum's archive to a committed snapshot, stage by stage, down this page.

read → compare → guard → interpret → assess → write → commit. Whatever a crash leaves behind lies in the work folder or is
a data file that no snapshot lists; both are removed before the next harvest of the source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson

from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import select
from vasculum.harvest.guard import objection
from vasculum.harvest.job import Job, Run
from vasculum.harvest.opening import opened
from vasculum.harvest.progress import Progress
from vasculum.harvest.read import Coming, read
from vasculum.harvest.report import RejectedRows, Report
from vasculum.harvest.write import write_and_commit
from vasculum.lake import absence, again, compare, extensions, incoming
from vasculum.lake.compare import Counts
from vasculum.lake.ledger import Ledger
from vasculum.model.rejection import Rejection


def run(job: Job, progress: Progress) -> Report:
    """Harvests an archive into the ledger of its source and reports.

    Raises Refused or ArchiveRefused when it holds nothing that could be harvested; then nothing was written.
    """
    ledger = Ledger(job.node.lake / job.source)
    latest = ledger.latest()
    job.work.mkdir(parents=True, exist_ok=True)
    with (
        opened(job.path, job.work, lambda done: progress("translate", done, 0)) as archive,
        RejectedRows(job.node.rejected_rows(job.harvest)) as rejected,
        Kernel(job.work / "spill") as kernel,
    ):
        return _flow(Run(job, archive, ledger, latest, kernel, rejected, progress))


def _flow(run: Run) -> Report:
    report = Report(run.job.source, run.job.harvest, "running", notices=run.archive.notices)
    if _same_archive(run):
        return _nothing_new(run, report)
    coming, report = read(run, report)
    report = _compare(run, coming, report)
    if not (report.new or report.updated or report.gone or report.absent or run.reads_again or run.noted("absent")):
        return replace(report, state="unchanged", snapshot=run.snapshot, remarks=_noted_report(run)["remarks"])
    if report.why and not run.job.approved:
        return replace(report, state="held")
    if run.job.dry_run:
        return replace(report, state="held", why=report.why or "dry run: nothing was written")
    return write_and_commit(run, coming, report)


def _same_archive(run: Run) -> bool:
    noted = (run.noted("archive"), run.noted("rules"), run.noted("absent"))
    return run.latest is not None and noted == (run.archive.digest, run.job.rules, "")


def _nothing_new(run: Run, report: Report) -> Report:
    before = _noted_report(run)
    kept = {name: before[name] for name in ("read", "rejected", "identifier", "orphans", "remarks", "reasons")}
    equal = before["read"] - before["rejected"]
    rejections = tuple(Rejection(**rejection) for rejection in before["rejections"])
    return replace(report, state="unchanged", snapshot=run.snapshot, equal=equal, rejections=rejections, **kept)


def _noted_report(run: Run) -> dict[str, Any]:
    report: dict[str, Any] = orjson.loads(run.noted("report", '{"read": 0, "rejected": 0, "remarks": {}}'))
    return report


def _compare(run: Run, coming: Coming, report: Report) -> Report:
    """Counts what is new, updated, equal and gone, and asks the guard."""
    _fingerprint(run, coming)
    orphans = {row_type: extensions.count_orphans(run.kernel, rows) for row_type, rows in coming.extensions.items()}
    report = replace(report, orphans={row_type: count for row_type, count in orphans.items() if count})
    place, core = coming.staged.place, run.archive.core.members
    compare.load_heads(run.kernel, run.ledger.files())
    compare.set_aside_unusable(run.kernel, place, run.rejected)
    counts = compare.compare(run.kernel, place, run.minted, run.rejected.ids_in(*core), run.rejected)
    if run.reads_again:
        again.add_equal_records(run.kernel)
    absent = absence.spare(run.kernel, run.job.grace, run.ledger.beside(run.noted("absent")))
    return _counted(run, replace(report, absent=absent), replace(counts, gone=counts.gone - absent))


def _fingerprint(run: Run, coming: Coming) -> None:
    incoming.begin_fingerprints(run.kernel)
    for part, batch in enumerate(coming.staged.batches()):
        run.progress("compare", part, len(coming.staged.parts))
        incoming.open_core(run.kernel, select(batch))
        incoming.fingerprint(run.kernel, coming.records, part)


def _counted(run: Run, report: Report, counts: Counts) -> Report:
    rejected = run.rejected.count_in(*run.archive.core.members)
    return replace(
        report,
        read=counts.new + counts.updated + counts.equal + rejected,
        new=counts.new,
        updated=counts.updated,
        equal=counts.equal,
        gone=counts.gone,
        rejected=rejected,
        reasons=dict(run.rejected.reasons),
        rejections=tuple(run.rejected.first),
        why=objection(counts, rejected, run.job.limits),
    )
