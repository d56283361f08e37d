"""The spine: records flow from the museum's archive to a committed snapshot, stage by stage, down this page.

read → compare → guard → interpret → assess → write → commit. Whatever a crash leaves behind lies in the work folder or is
a data file that no snapshot lists; both are removed before the next harvest of the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from typing import Any

import orjson

from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import Archive, select
from vasculum.formats.events import Found
from vasculum.harvest.guard import objection
from vasculum.harvest.job import Job, Run
from vasculum.harvest.kinds import EVENTS, SPECIMENS, Kind
from vasculum.harvest.opening import mapped, opened
from vasculum.harvest.progress import Progress
from vasculum.harvest.read import Coming, read
from vasculum.harvest.report import RejectedRows, Report, joined
from vasculum.harvest.write import write_and_commit
from vasculum.lake import absence, again, compare, extensions, incoming
from vasculum.lake.compare import Counts
from vasculum.lake.ledger import Ledger
from vasculum.model.rejection import Rejection


def run(job: Job, progress: Progress) -> Report:
    """Harvests what a source sends into its ledgers, that of its specimens and that of its events, and reports.

    Raises Refused or ArchiveRefused when it holds nothing that could be harvested; then nothing was written.
    """
    job.work.mkdir(parents=True, exist_ok=True)
    with (
        RejectedRows(job.node.rejected_rows(job.harvest)) as rejected,
        _opened(job, rejected, lambda done: progress("translate", done, 0)) as found,
        ExitStack() as kernels,
    ):
        begun = Report(job.source, job.harvest, "running", notices=found.notices)
        archives = ((SPECIMENS, found.specimens), (EVENTS, found.events))
        runs = [_begin(job, kind, archive, rejected, progress, kernels) for kind, archive in archives if archive]
        return _flow(job, runs, begun)


def _opened(job: Job, reject: Callable[[Rejection], None], told: Callable[[int], None]) -> AbstractContextManager[Found]:
    return mapped(job.path, job.mapping, job.work, told) if job.mapping else opened(job.path, job.work, reject, told)


def _begin(job: Job, kind: Kind, archive: Archive, rejected: RejectedRows, progress: Progress, kernels: ExitStack) -> Run:
    """The run of one kind of record, with a ledger and a kernel of its own."""
    ledger = Ledger(kind.ledgers(job.node) / job.source)
    kernel = kernels.enter_context(Kernel(job.work / f"spill-{kind.name}"))
    return Run(job, kind, archive, ledger, ledger.latest(), kernel, rejected, progress)


def _flow(job: Job, runs: Sequence[Run], begun: Report) -> Report:
    """Takes all kinds of records of a source through the stages together: what is held of one is held of all."""
    if all(map(_same_archive, runs)):
        return joined([_nothing_new(run, begun) for run in runs], runs)
    compared = [_read_and_compare(run, begun) for run in runs]
    reports = [report for _, report in compared]
    if not any(map(_is_different, runs, reports)):
        return joined([_unchanged(run, report) for run, report in zip(runs, reports, strict=True)], runs)
    why = "; ".join(report.why for report in reports if report.why)
    if (why and not job.approved) or job.dry_run:
        return replace(joined(reports, runs), state="held", why=why or "dry run: nothing was written")
    written = [_write(run, *each) for run, each in reversed([*zip(runs, compared, strict=True)])]
    return joined(written[::-1], runs)


def _read_and_compare(run: Run, begun: Report) -> tuple[Coming, Report]:
    coming, report = read(run, begun)
    return coming, _compare(run, coming, report)


def _is_different(run: Run, report: Report) -> bool:
    changed = report.new or report.updated or report.gone or report.absent
    return bool(changed or run.reads_again or run.noted("absent"))


def _write(run: Run, coming: Coming, report: Report) -> Report:
    """Commits what is different; events come before specimens, so that a crash between the two leaves no specimen without."""
    return write_and_commit(run, coming, report) if _is_different(run, report) else _unchanged(run, report)


def _unchanged(run: Run, report: Report) -> Report:
    return replace(report, state="unchanged", snapshot=run.snapshot, remarks=_noted_report(run)["remarks"])


def _same_archive(run: Run) -> bool:
    noted = (run.noted("archive"), run.noted("rules"), run.noted("absent"))
    return run.latest is not None and noted == (run.archive.digest, run.job.rules, "")


def _nothing_new(run: Run, report: Report) -> Report:
    before = _noted_report(run)
    names = ("read", "rejected", "identifier", "orphans", "remarks", "reasons", "rows")
    kept = {name: before[name] for name in names if name in before}
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
    place, core = coming.staged.place, run.archive.core.files
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
    rejected = run.rejected.count_in(*run.archive.core.files)
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
