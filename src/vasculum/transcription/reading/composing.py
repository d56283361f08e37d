"""One text out of several that differ in a word here and there: the words on which most agree, in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Indel, Levenshtein

from vasculum.transcription.reading.folding import folded

SIMILAR, LENGTH = 0.9, 0.85
LONGEST = 20_000

_Words = list[str]


def composed(texts: Sequence[str], quorum: int) -> str:
    """The text of which every word, and every gap between words, has more than half of the votes; "" where there is none.

    It must be near (similarity of at least 0.9, lengths of at least 0.85) to as many texts as the quorum asks for.

    >>> composed(["dry bank near rood", "dry bank near road", "dry bnak near road"], 2)
    'dry bank near road'
    >>> composed(["dry bank", "wet meadow", "sand"], 2)
    ''
    """
    ordered = sorted(texts)
    if len(ordered) < 3 or any(len(text) > LONGEST for text in ordered):
        return ""
    pivot = _pivot(ordered)
    if pivot is None:
        return ""
    found = _voted(pivot, ordered)
    return found if found and _is_near(found, ordered, quorum) else ""


def _pivot(texts: list[str]) -> str | None:
    """The text that is nearest to all; None when nothing is near to anything."""
    keys = [folded(text) for text in texts]
    near = {(a, b): Indel.normalized_similarity(keys[a], keys[b]) for a in range(len(keys)) for b in range(a + 1, len(keys))}
    if max(near.values()) < LENGTH:
        return None
    sums = [sum(score for pair, score in near.items() if at in pair) for at in range(len(keys))]
    return texts[max(range(len(keys)), key=lambda at: (round(sums[at], 9), len(texts[at]), -at))]


def _voted(pivot: str, texts: list[str]) -> str:
    words = pivot.split()
    keys = [folded(word) for word in words]
    slots: list[list[_Words]] = [[] for _ in range(2 * len(words) + 1)]
    for text in texts:
        for slot, said in enumerate(_aligned(keys, text.split())):
            slots[slot].append(said)
    chosen = [_majority(slot, len(texts)) for slot in slots]
    return "" if any(each is None for each in chosen) else " ".join(word for each in chosen if each for word in each)


def _aligned(keys: list[str], words: _Words) -> list[_Words]:
    """The words by slots: at odd places those that stand for a word of the pivot, at even ones those between."""
    slots: list[_Words] = [[] for _ in range(2 * len(keys) + 1)]
    for step in Levenshtein.opcodes(keys, [folded(word) for word in words]):
        if step.tag == "insert":
            slots[2 * step.src_start] += words[step.dest_start : step.dest_end]
            continue
        for at in range(step.src_start, step.src_end):
            if step.tag != "delete":
                slots[2 * at + 1].append(words[step.dest_start + at - step.src_start])
    return slots


def _majority(said: list[_Words], voters: int) -> _Words | None:
    """What more than half say at a slot, as most of them write it; None where they do not agree."""
    first = said[0]
    if said.count(first) == voters:
        return first
    by_key = Counter("".join(map(folded, words)) for words in said)
    key, votes = min(by_key.items(), key=lambda item: (-item[1], item[0]))
    if 2 * votes <= voters:
        return None
    writings = Counter(" ".join(words) for words in said if "".join(map(folded, words)) == key)
    return min(writings, key=lambda text: (-writings[text], -len(text), text)).split()


def _is_near(found: str, texts: Sequence[str], quorum: int) -> bool:
    key = folded(found)
    lengths = [len(folded(text)) for text in texts]
    near = (
        min(len(key), length) >= LENGTH * max(len(key), length)
        and Indel.normalized_similarity(key, folded(text), score_cutoff=SIMILAR) >= SIMILAR
        for text, length in zip(texts, lengths, strict=True)
    )
    return sum(near) >= quorum
