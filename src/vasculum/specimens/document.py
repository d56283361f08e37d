"""One specimen as a JSON object, in the form a caller names."""

from __future__ import annotations

from typing import Any

from vasculum.harvest.refusal import Refused
from vasculum.specimens import queries
from vasculum.specimens.opends import document as opends_document
from vasculum.specimens.specimen import Specimen


def document(pid: str, version: int | None, form: str) -> dict[str, Any]:
    """A specimen, or one version of it, as `opends`, as `dwc` (the core row) or `verbatim` (with its extensions).

    Raises Refused for a PID or a version that does not exist.
    """
    known = queries.specimen(pid)
    if known is None:
        raise Refused(f"no specimen has the number {pid}")
    shown = known if version is None else known.at(version)
    if shown is None:
        raise Refused(f"{pid} has no version {version}; it has {', '.join(str(each.version) for each in known.history)}")
    return _in_form(shown, form)


def _in_form(shown: Specimen, form: str) -> dict[str, Any]:
    content = shown.content
    if form == "opends":
        return opends_document(shown)
    core = dict(content.verbatim)
    return (
        core if form == "dwc" else {"core": core, "extensions": {name: list(rows) for name, rows in content.extensions.items()}}
    )
