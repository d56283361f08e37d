"""Texts with a closed vocabulary: basis of record, type status, sex, life stage and their like, read from tables."""

from __future__ import annotations

import re
from functools import partial

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.interpret.spelling import LONGEST, concept
from vasculum.model.remark import stored

_LIST_MARK = re.compile(r"[|;,+&/]|\s(?:and|en|et|und)\s", re.IGNORECASE)
_DOUBT = frozenset('[("')
_SEX_UNKNOWN = stored("SEX_UNKNOWN", "dwc:sex")
_OF = re.compile(r"\s(?:of|for|van|de|von|du|d')\s", re.IGNORECASE)
_COUNTED = re.compile(r"^\s{0,3}\d{1,4}\s?(?:x\s)?\s?|\s?[-:x(]?\s?\d{1,4}\s?\)?\s{0,3}$", re.IGNORECASE)


def _single(vocabulary: str, remark: str, text: str) -> Reading:
    if not text.strip():
        return Reading((None,))
    found = concept(vocabulary, text)
    return Reading((found,)) if found else Reading((None,), (remark,))


def _of_vocabulary(subject: str, term: str, column: str, code: str) -> Interpreter:
    read = partial(_single, term.partition(":")[2], stored(code, term))
    return Interpreter(subject, (term,), {column: "VARCHAR"}, read)


BASIS_OF_RECORD = _of_vocabulary("basis of record", "dwc:basisOfRecord", "basis_of_record", "BASIS_OF_RECORD_UNKNOWN")
LIFE_STAGE = _of_vocabulary("life stage", "dwc:lifeStage", "life_stage", "LIFE_STAGE_UNKNOWN")
OCCURRENCE_STATUS = _of_vocabulary("occurrence status", "dwc:occurrenceStatus", "occurrence_status", "OCCURRENCE_STATUS_UNKNOWN")
ESTABLISHMENT_MEANS = _of_vocabulary(
    "establishment means", "dwc:establishmentMeans", "establishment_means", "ESTABLISHMENT_MEANS_UNKNOWN"
)


def _sex(text: str) -> Reading:
    """One sex, or `mixed` for a lot of both; a sex beside another in brackets or quotes is a doubt, not a lot."""
    whole = _single("sex", _SEX_UNKNOWN, text)
    found = _sexes(text) if whole.remarks and len(text) <= LONGEST else set(whole.values)
    sex = "mixed" if found == {"male", "female"} else found.pop() if len(found) == 1 else None
    if sex is None or (sex == "mixed" and not _DOUBT.isdisjoint(text)):
        return Reading((None,), (_SEX_UNKNOWN,) if text.strip() else ())
    return Reading((sex,))


def _sexes(text: str) -> set[str | None]:
    return {concept("sex", _COUNTED.sub("", part)) for part in _LIST_MARK.split(text) if part.strip()}


SEX = Interpreter("sex", ("dwc:sex",), {"sex": "VARCHAR"}, _sex)


def split_type(text: str) -> tuple[str, str]:
    """The kind of type and the name it is a type of, both as written; the name is empty when there is none.

    >>> split_type("Holotype of Abies alba Mill."), split_type("isotype")
    (('Holotype', 'Abies alba Mill.'), ('isotype', ''))
    """
    whole = text.strip()
    if concept("typeStatus", whole) is not None:
        return whole, ""
    between = _OF.search(whole)
    if between and concept("typeStatus", whole[: between.start()]) is not None:
        return whole[: between.start()].strip(), whole[between.end() :].strip()
    first, _, rest = whole.partition(":")
    if rest and concept("typeStatus", first) is not None:
        return first.strip(), rest.strip()
    return whole, ""


def typified_names(text: str) -> tuple[str, ...]:
    """The names that a type status says the specimen is a type of, as written.

    >>> typified_names("holotype of Abies alba Mill. | isotype of Abies nigra")
    ('Abies alba Mill.', 'Abies nigra')
    """
    parts = (split_type(part) for part in re.split(r"[|;]", text[:LONGEST]))
    return tuple(dict.fromkeys(name for _, name in parts if name))


def _kinds_of_type(text: str) -> list[str | None]:
    whole = concept("typeStatus", split_type(text)[0])
    if whole is not None:
        return [whole]
    parts = [part for part in re.split(r"[|;]", text) if part.strip()]
    if len(parts) > 1:
        return [kind for part in parts for kind in _kinds_of_type(part)]
    return [concept("typeStatus", split_type(part)[0]) for part in _LIST_MARK.split(text) if part.strip()]


def _type_status(of_record: str, of_identifications: str = "") -> Reading:
    text = of_record if of_record.strip() else of_identifications
    if not text.strip():
        return Reading((None,))
    kinds = _kinds_of_type(text) if len(text) <= LONGEST else [None]
    known = list(dict.fromkeys(kind for kind in kinds if kind))
    remarks = (stored("TYPE_STATUS_UNKNOWN", "dwc:typeStatus"),) if None in kinds else ()
    return Reading((known or None,), remarks)


TYPE_STATUS = Interpreter(
    "type status", ("dwc:typeStatus", "dwc:Identification/dwc:typeStatus"), {"type_status": "VARCHAR[]"}, _type_status
)


def _preparations(text: str) -> Reading:
    if not text.strip():
        return Reading((None,))
    parts = re.split(r"[|;,]", text[:LONGEST])
    found = [concept("preparations", part) or concept("preparations", _COUNTED.sub("", part)) for part in parts if part.strip()]
    known = list(dict.fromkeys(preparation for preparation in found if preparation))
    remarks = (stored("PREPARATIONS_UNKNOWN", "dwc:preparations"),) if None in found else ()
    return Reading((known or None,), remarks)


PREPARATIONS = Interpreter("preparations", ("dwc:preparations",), {"preparations": "VARCHAR[]"}, _preparations)
