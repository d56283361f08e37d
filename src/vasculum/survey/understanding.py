"""What the answers to the survey come to: the changes to a collection, and for each answer that cannot be used the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.model.inventory import StatusPeriod
from vasculum.model.language_map import FALLBACK
from vasculum.model.measure import Measure as Told
from vasculum.registry.axes import AXES
from vasculum.survey import rules
from vasculum.survey.answering import COLUMNS, FIGURES, LANGUAGE_MAPS
from vasculum.survey.questions import Answers, Question, choices, parts_in, question_of, split_code

Faults = dict[str, Promise]
HELD = ("how_many", "at_least", "at_most", "unit", "basis", "as_of")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "held": HELD,
    "recorded": ("recorded", "unit", "as_of"),
    "imaged": ("imaged", "unit", "as_of"),
    "contact": ("contact_name", "contact_email", "contact_role"),
    "state": ("status", "reason", "retires_on", "successor"),
    "collected": ("collected_from", "collected_to"),
}
LISTED = frozenset({"discipline", "material_kind"})
_READERS: Mapping[str, Callable[[str], object]] = {
    "figure": rules.figure, "date": rules.when, "end": rules.end, "email": rules.email,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a collection as answered: which of the parts there are it is, its place on the axes, its share."""

    number: int
    codes: Mapping[str, str]
    share: float | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said of it."""
        return not any(self.codes.values()) and self.share is None


@dataclass(frozen=True, slots=True)
class Understood:
    """What is to be changed; each answer in `touched` differs from what the collection answers already."""

    touched: frozenset[str]
    faults: Mapping[str, Promise]
    answers: Answers = field(default_factory=dict)

    def touches(self, group: str) -> bool:
        """Whether an answer of a group differs."""
        return not self.touched.isdisjoint(GROUPS[group])


def understand(given: Answers, known: Answers, *, is_new: bool = False) -> Understood:
    """The answers that differ from those known, and what is wrong with them; an answer that is as it was is never questioned."""
    touched = frozenset(code for code, answer in given.items() if question_of(code) and answer != known.get(code, ""))
    answers = {**known, **{code: answer for code, answer in given.items() if question_of(code)}}
    faults = _faults(answers, touched)
    if not answers.get("name") and (is_new or "name" in touched):
        faults["name"] = _("A collection needs a name.")
    return Understood(touched, faults, answers)


def _faults(answers: Answers, touched: frozenset[str]) -> Faults:
    found = {code: _fault(code, answers[code]) for code in touched}
    faults: Faults = {code: reason for code, reason in found.items() if reason}
    if touched & set(HELD) and not faults.keys() & set(HELD):
        faults |= _margins(answers)
    shares = [code for code in answers if split_code(code)[0] == "part_share"]
    if touched & set(shares) and not faults.keys() & set(shares):
        total = sum(rules.share(answers[code]) or 0 for code in shares if not rules.reading(rules.share, answers[code]))
        faults |= {code: _("Together the parts are more than 100 %.") for code in shares if total > 1.0001 and code in touched}
    return faults


def _fault(code: str, answer: str) -> Promise | None:
    question = question_of(code)
    assert question is not None
    name = split_code(code)[0]
    if name in ("at_least", "at_most"):
        return rules.reading(rules.bound, answer)
    if name == "part_share":
        return rules.reading(rules.share, answer)
    if question.kind in _READERS:
        return rules.reading(_READERS[question.kind], answer)
    if question.kind in ("choice", "institution", "part"):
        return rules.reading(rules.choice, answer, _codes(question))
    return rules.reading(rules.text, code, answer)


def _codes(question: Question) -> Mapping[str, str]:
    return choices(question, "en")


def _margins(answers: Answers) -> Faults:
    low, best, high = _numbers(answers)
    if low is not None and high is not None and low > high:
        return {"at_most": _("This is less than “at least”.")}
    if best is not None and low is not None and best < low:
        return {"at_least": _("This is more than the figure itself.")}
    if best is not None and high is not None and best > high:
        return {"at_most": _("This is less than the figure itself.")}
    return {}


def _numbers(answers: Answers) -> tuple[int | None, int | None, int | None]:
    printed = rules.figure(answers.get("how_many", ""))
    low, high = rules.bound(answers.get("at_least", "")), rules.bound(answers.get("at_most", ""))
    return (printed.low if low is None else low), printed.best, (printed.high if high is None else high)


def figure_told(code: str, answers: Answers, language: str) -> Told:
    """The figure that the answer of this code states, with what the answers beside it say of unit and date."""
    answer = answers.get(code, "")
    printed = rules.figure(answer)
    numbers = _numbers(answers) if code == "how_many" else (printed.low, printed.best, printed.high)
    qualifier = printed.qualifier
    if qualifier in ("none", "unknown", "pro_memoria") and any(each is not None for each in numbers):
        qualifier = "between" if None not in (numbers[0], numbers[2]) else "at_least" if numbers[0] is not None else "up_to"
    basis = answers.get("basis", "") if code == "how_many" else ""
    return Told(
        FIGURES[code],
        answers.get("unit", "") or rules.unit_of(printed.unit) or "unknown",
        *numbers,
        qualifier=qualifier,
        basis=basis or "unknown",
        as_of=rules.when(answers.get("as_of", "")),
        verbatim={language: answer} if answer else {},
        printed_step=printed.step,
    )


def fields_told(understood: Understood, before: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The fields of a collection that the answers change, all but its state; `before` holds them as they are."""
    answers, touched = understood.answers, understood.touched
    fields: dict[str, Any] = {
        name: worded(before.get(name, {}), language, answers[code]) for code, name in LANGUAGE_MAPS.items() if code in touched
    }
    fields |= {name: answers[name] for name in COLUMNS if name in touched and name != "status"}
    for name in LISTED & touched:
        others = [each for each in before.get(f"{name}s", ()) if each not in (before.get(name), answers[name])]
        fields[f"{name}s"] = [*filter(None, [answers[name]]), *others]
    if understood.touches("collected"):
        fields["begins"], fields["begins_state"] = rules.end(answers.get("collected_from", ""))
        fields["ends"], fields["ends_state"] = rules.end(answers.get("collected_to", ""))
    return fields


def worded(texts: Mapping[str, str], language: str, answer: str) -> dict[str, str]:
    """A language map with another text for readers of `language`; an empty one takes the text away that they were shown.

    >>> worded({"en": "Seeds"}, "nl", "Zaden"), worded({"en": "Seeds"}, "nl", "")
    ({'en': 'Seeds', 'nl': 'Zaden'}, {})
    """
    if answer:
        return {**texts, language: answer}
    shown = next((each for each in (language, *FALLBACK, *texts) if texts.get(each)), "")
    return {each: text for each, text in texts.items() if each != shown}


def state_told(answers: Answers, before: Mapping[str, str], language: str) -> StatusPeriod:
    """The state that the answers tell of."""
    return StatusPeriod(
        answers.get("status", "") or "active",
        reason=worded(before, language, answers.get("reason", "")),
        retires_on=rules.when(answers.get("retires_on", "")),
        successor=answers.get("successor", ""),
    )


def parts_told(answers: Answers) -> list[Part]:
    """The parts as answered, those of which nothing is said among them."""
    numbers = range(1, parts_in(answers) + 1)
    return [
        Part(
            number,
            {axis: answers.get(f"part_{axis}_{number}", "") for axis in AXES},
            rules.share(answers.get(f"part_share_{number}", "")),
        )
        for number in numbers
    ]


def touches_parts(touched: frozenset[str]) -> bool:
    """Whether an answer about a part differs."""
    return any(split_code(code)[1] for code in touched)


def conflicts(given: Answers, opened: Answers, now: Answers) -> list[str]:
    """The answers that somebody else gave otherwise since the visitor opened the form, and the visitor too.

    >>> conflicts({"name": "Shells", "note": ""}, {"name": "Seeds"}, {"name": "Molluscs", "note": "x"})
    ['name']
    """
    mine = [code for code, answer in given.items() if answer != opened.get(code, "")]
    return [code for code in mine if now.get(code, "") not in (opened.get(code, ""), given[code])]


def merged(given: Answers, opened: Answers, now: Answers) -> dict[str, str]:
    """What holds when both have changed different answers: the visitor's where the visitor changed one, else what stands now.

    >>> merged({"name": "Shells", "note": ""}, {"name": "Seeds"}, {"name": "Seeds", "note": "x"})
    {'name': 'Shells', 'note': 'x'}
    """
    return {code: answer if answer != opened.get(code, "") else now.get(code, "") for code, answer in given.items()}
