"""The rejected rows of a harvest, read back for people who must repair them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson

from vasculum.model.language_map import name_in
from vasculum.model.rejection import Rejection
from vasculum.terms.messages import rejections

COLUMNS = ("file", "line", "record", "field", "reason", "value")


def rejected_rows(file: Path) -> Iterator[Rejection]:
    """Every rejected row in the file a harvest left, in its order; none when there is no file."""
    if not file.is_file():
        return
    with file.open("rb") as lines:
        for line in lines:
            yield Rejection(**orjson.loads(line))


def reason_in_words(code: str, language: str) -> str:
    """The sentence of a reason; the code itself when it is not known."""
    message = rejections().get(code)
    return name_in(message.texts, language) if message else code


def as_cells(rejection: Rejection, language: str) -> tuple[str, ...]:
    """A rejected row as the cells of COLUMNS."""
    reason = reason_in_words(rejection.reason, language)
    return (rejection.file, str(rejection.line), rejection.record_id, rejection.field, reason, rejection.value)
