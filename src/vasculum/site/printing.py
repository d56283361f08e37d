"""What the command line prints for people: a report and a page of hits as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from click import BadParameter

from vasculum.harvest.report import Report
from vasculum.search.query import Page
from vasculum.terms.messages import rejections, remarks


def report_text(report: Report) -> str:
    """A harvest's report in a few lines."""
    lines = [
        f"{report.source}: {report.state}" + (f" as snapshot {report.snapshot}" if report.snapshot else ""),
        f"  {report.read:,} records read = {report.new:,} new + {report.updated:,} updated + {report.equal:,} equal "
        f"+ {report.rejected:,} rejected; {report.gone:,} gone ({report.seconds:.1f} s)",
    ]
    if report.why:
        lines.append(f"  why: {report.why}")
    if report.identifier:
        lines.append(f"  records are recognised by {report.identifier}")
    if report.absent:
        lines.append(f"  {report.absent:,} known specimens were absent and are spared for now")
    lines += [f"  {count:,} rows of {row_type} belong to no record" for row_type, count in report.orphans.items()]
    lines += [f"  note: {notice}" for notice in report.notices]
    lines += [f"  {count:>9,} × {_sentence(code)}" for code, count in report.remarks.items()]
    lines += [f"  rejected {count:,} × {_reason(code)}" for code, count in report.reasons.items()]
    lines += [f"    {each.file}, line {each.line}: {_reason(each.reason)} {each.value[:80]!r}" for each in report.rejections[:5]]
    return "\n".join(lines)


def _sentence(code: str) -> str:
    return remarks()[code].texts["en"] if code in remarks() else code


def _reason(code: str) -> str:
    return rejections()[code].texts["en"] if code in rejections() else code


def page_text(page: Page) -> str:
    """A page of hits, one specimen a line, and the facets below."""
    lines = [f"{page.total:,} specimens"]
    for hit in page.hits:
        card = hit.card
        told = (
            card.get("scientificName", "?"),
            card.get("catalogNumber", ""),
            card.get("country", ""),
            card.get("eventDate", ""),
        )
        lines.append("  ".join([hit.pid, *(str(part) for part in told if part)]))
    for name, buckets in page.facets.items():
        lines.append(f"{name}: " + ", ".join(f"{bucket.value} ({bucket.count:,})" for bucket in buckets[:20]))
    if page.next_cursor:
        lines.append(f"more: --cursor {page.next_cursor}")
    return "\n".join(lines)


def by_field(filters: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The filters of a query from `FIELD=VALUE` texts; raises click's BadParameter for one without `=`.

    >>> by_field(["country=BE", "country=CD"])
    {'country': ('BE', 'CD')}
    """
    grouped: dict[str, tuple[str, ...]] = {}
    for text in filters:
        name, equals, value = text.partition("=")
        if not equals:
            raise BadParameter(f"{text!r} is not FIELD=VALUE", param_hint="--filter")
        grouped[name] = (*grouped.get(name, ()), value)
    return grouped
