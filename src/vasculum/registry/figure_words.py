"""The words around printed figures, in English, Dutch, French and German."""

from __future__ import annotations

from collections.abc import Mapping

QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "about": (
        "about", "approximately", "approx.", "approx", "around", "roughly", "some", "an estimated", "estimated", "circa", "ca.",
        "ca", "c.", "~", "±", "ongeveer", "zowat", "zo’n", "naar schatting", "rond de", "rond", "environ", "à peu près",
        "approximativement", "autour de", "quelque", "ungefähr", "etwa", "rund", "zirka", "schätzungsweise",
    ),
    "more_than": ("more than", "over", ">", "meer dan", "ruim", "plus de", "plus d’", "mehr als", "über"),
    "at_least": (
        "at least", "no less than", "not less than", "minimum", "min.", "≥", ">=", "minstens", "ten minste", "minimaal",
        "au moins", "au minimum", "mindestens", "wenigstens",
    ),
    "nearly": (
        "nearly", "almost", "close to", "just under", "bijna", "haast", "nagenoeg", "net geen", "près de", "presque", "fast",
        "nahezu", "beinahe", "knapp",
    ),
    "up_to": (
        "up to", "at most", "no more than", "maximum", "max.", "≤", "<=", "tot", "hoogstens", "maximaal", "jusqu’à", "au plus",
        "au maximum", "bis zu", "höchstens", "maximal",
    ),
    "less_than": ("less than", "fewer than", "under", "<", "minder dan", "moins de", "moins d’", "weniger als", "unter"),
}  # fmt: skip
MULTIPLIERS: Mapping[str, int] = {
    **dict.fromkeys(("k", "thousand", "duizend", "mille", "tausend", "tsd.", "tsd"), 1_000),
    **dict.fromkeys(("m", "mio", "mio.", "mln", "mln.", "million", "millions", "miljoen", "millionen"), 1_000_000),
    **dict.fromkeys(("billion", "miljard", "milliard", "milliards", "milliarde", "milliarden", "mrd", "mrd."), 1_000_000_000),
}
UNKNOWN = frozenset(
    ("?", "??", "unknown", "not known", "onbekend", "niet gekend", "niet bekend", "inconnu", "inconnue", "non connu", "unbekannt")
)
PRO_MEMORIA = frozenset(("pm", "p.m.", "p.m", "pro memoria", "pro memorie", "pour mémoire", "p. m."))
NOTHING_SAID = frozenset(("", "-", "–", "n/a", "n.a.", "nvt", "n.v.t."))
ZERO = frozenset(("zero", "nul", "zéro", "null"))
BETWEEN = ("between", "from", "tussen", "van", "entre", "de", "zwischen", "von")
AND = ("-", "–", "—", "to", "and", "tot", "en", "à", "et", "bis", "und")
