"""One digital specimen as a JSON document, in the form asked for."""

from __future__ import annotations

from typing import Any

from vasculum.harvest.refusal import Refused
from vasculum.specimens import opends, queries


def document(pid: str, version: int | None, form: str) -> dict[str, Any]:
    """The specimen of a PID as `opends`, `dwc` (what the museum said, by term) or `verbatim` (with the extension rows).

    Raises Refused for a PID that was never given or a version there is not.
    """
    known = queries.specimen(pid)
    shown = known.at(version) if known and version is not None else known
    if shown is None:
        raise Refused(f"{pid}: there is no such specimen here" + (f" in version {version}" if known else ""))
    if form == "opends":
        return opends.document(shown)
    content = shown.content
    if form == "dwc":
        return dict(content.verbatim)
    return {"verbatim": content.verbatim, "extensions": content.extensions}
