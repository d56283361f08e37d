"""Angles out of tokens: degrees, minutes and seconds with their hemisphere, and the precision they were written with."""

from __future__ import annotations

from dataclasses import dataclass

from vasculum.interpret.coordinates_tokens import Token

AXIS_OF = {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}
_UNITS = ("degree", "minute", "second")


@dataclass(frozen=True, slots=True)
class Angle:
    """One written angle: decimal degrees, the axis where it is said (`lat`, `lon`), and the smallest unit written, in degrees.

    `either` is true when only the letter O tells the direction: east in Dutch and German, west in French and Spanish.
    """

    degrees: float
    axis: str
    unit: float
    either: bool = False


def angles(found: list[Token]) -> list[Angle] | None:
    """The angles of a text in their order, None when the tokens make no sense as angles."""
    cut = [_angle(group) for group in _groups([token for token in found if token.kind != "plus"])]
    whole = [angle for angle in cut if angle is not None]
    return whole if whole and len(whole) == len(cut) else None


def _groups(found: list[Token]) -> list[list[Token]]:
    """The tokens of each angle apart: at separators where there are some, else where a hemisphere or a degree begins another."""
    if any(token.kind == "separator" for token in found):
        return [group for group in _split_at_separators(found) if group]
    leading = found[0].kind if found and found[0].kind in ("hemisphere", "axis") else ""
    groups: list[list[Token]] = [[]]
    for place, token in enumerate(found):
        if groups[-1] and _begins(found, place, groups[-1], leading):
            groups.append([])
        groups[-1].append(token)
    return groups if len(groups) > 1 or len(_numbers(found)) != 2 or _marked(found) else _halves(found)


def _split_at_separators(found: list[Token]) -> list[list[Token]]:
    groups: list[list[Token]] = [[]]
    for token in found:
        if token.kind == "separator":
            groups.append([])
        else:
            groups[-1].append(token)
    return groups


def _begins(found: list[Token], place: int, group: list[Token], leading: str) -> bool:
    token, numbers = found[place], len(_numbers(group))
    if not numbers:
        return False
    if leading:
        return token.kind == leading
    if token.kind == "number":
        return group[-1].kind in ("hemisphere", "axis") or _is_degree(found, place)
    return token.kind == "minus"


def _is_degree(found: list[Token], place: int) -> bool:
    return found[place].kind == "number" and place + 1 < len(found) and found[place + 1].kind == "degree"


def _halves(found: list[Token]) -> list[list[Token]]:
    second = [place for place, token in enumerate(found) if token.kind == "number"][1]
    return [found[:second], found[second:]]


def _numbers(group: list[Token]) -> list[str]:
    return [token.text for token in group if token.kind == "number"]


def _marked(group: list[Token]) -> bool:
    return any(token.kind in _UNITS for token in group)


def _angle(group: list[Token]) -> Angle | None:
    letters = [token.text for token in group if token.kind == "hemisphere"]
    axes = {token.text for token in group if token.kind == "axis"} | {AXIS_OF[letter] for letter in letters if letter in AXIS_OF}
    signs = [token for token in group if token.kind == "minus"]
    if len(letters) > 1 or len(axes) > 1 or len(signs) > 1 or (letters and signs) or not _in_order(group):
        return None
    size = _size([token for token in group if token.kind in ("number", *_UNITS)])
    if size is None:
        return None
    degrees, unit = size
    negative = bool(signs) or letters in (["S"], ["W"])
    axis = next(iter(axes), "lon" if letters == ["O"] else "")
    return Angle(-degrees if negative and degrees else degrees, axis, unit, either=letters == ["O"])


def _in_order(group: list[Token]) -> bool:
    """True when letters and signs stand before the first number or behind the last, a minus only before."""
    kinds = [token.kind for token in group]
    if "number" not in kinds:
        return False
    first, last = kinds.index("number"), len(kinds) - 1 - kinds[::-1].index("number")
    between = [kind for kind in kinds[first:last] if kind in ("hemisphere", "axis", "minus")]
    return not between and "minus" not in kinds[last:]


def _size(parts: list[Token]) -> tuple[float, float] | None:
    """The degrees, and the smallest unit written; each unit once, in order, whole but the last, minutes and seconds below 60."""
    texts: list[str] = []
    for token in parts:
        if token.kind == "number":
            texts.append(token.text.replace(",", "."))
        elif not texts or token.kind != _UNITS[min(len(texts) - 1, 2)]:
            return None
    if not 1 <= len(texts) <= 3 or any("." in text for text in texts[:-1]):
        return None
    numbers = [float(text) for text in texts]
    if any(number >= 60 for number in numbers[1:]):
        return None
    decimals = len(texts[-1].partition(".")[2])
    degrees = sum(number / 60**place for place, number in enumerate(numbers))
    return degrees, 10.0**-decimals / 60 ** (len(texts) - 1)
