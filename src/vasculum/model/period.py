"""A period whose ends may be stated, told in words, unknown, still open, or simply not stated: five different things."""

from __future__ import annotations

from dataclasses import dataclass

STATED, IN_WORDS, UNKNOWN, ONGOING, NOT_STATED = "stated", "in_words", "unknown", "ongoing", "not_stated"


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when; a date is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and empty unless its end is `stated`.

    `ongoing` says that the period still runs; `unknown` that it has an end nobody knows; `not_stated` that nothing was said.
    """

    begins: str = ""
    ends: str = ""
    begins_state: str = NOT_STATED
    ends_state: str = NOT_STATED
    verbatim: str = ""

    def as_edtf(self) -> str:
        """The period as an interval of ISO 8601-2 (EDTF), which writes an open end `..` and an unknown one as nothing.

        >>> Period("1985", "", STATED, ONGOING).as_edtf()
        '1985/..'
        >>> Period("", "2019", UNKNOWN, STATED).as_edtf()
        '/2019'
        >>> Period().as_edtf()
        ''
        """
        ends = ".." if self.ends_state == ONGOING else self.ends
        return f"{self.begins}/{ends}" if self.begins or ends else ""
