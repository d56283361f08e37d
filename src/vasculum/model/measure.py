"""A measure: how much of something there is, how well that is known, and who said so when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure about a collection or an institution.

    `counted` says what is counted (`held`, `recorded`, `imaged`, `types`, `mids_1` …), `what` says it in words where no code
    does, `unit` in what (`specimens`, `sheets`, `accessions` …). `low`, `best` and `high` are null where nobody stated them,
    which is not zero; `qualifier` tells unknown, present-but-not-counted (`pro_memoria`) and not stated (`none`) apart.
    `basis` is how the figure came about: `counted`, `sampled`, `container_average`, `expert_guess`, `inherited` from an older
    source, `computed` from records, `unknown`. `printed_step` is one step of the last printed digit (50K: 1000). `as_of` is a
    partial date or an interval `2021/2022`; `verbatim` is the figure as printed, by language (`und` where the language is not
    known). `standing` is `declared` for what counts and `reported` for what another source says beside it; `quantity` joins
    figures about one and the same thing. `derived` marks a value that somebody computed from what the source prints.
    """

    counted: str
    unit: str = "unknown"
    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: str = "none"
    basis: str = "unknown"
    as_of: str = ""
    by_whom: str = ""
    source: str = ""
    verbatim: Mapping[str, str] = field(default_factory=dict)
    printed_step: int | None = None
    standing: str = "declared"
    quantity: str = ""
    derived: bool = False
    what: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_figure(self) -> bool:
        """Whether there is any number at all; zero is one."""
        return not self.low is self.best is self.high is None
