"""The fields of the index: what can be searched, filtered, counted and sorted."""

from __future__ import annotations

import tantivy

WRITER_HEAP = 100_000_000
WRITER_THREADS = 2

KEYWORDS = (
    "institution",
    "collection",
    "source",
    "discipline",
    "country",
    "subdivision",
    "kingdom",
    "phylum",
    "class",
    "order",
    "family",
    "genus",
    "name",
    "collector",
    "determiner",
    "typeStatus",
    "basisOfRecord",
    "preservation",
    "missing",
    "remark",
    "issue",
    "license",
)
SHOWN = ("catalogNumber", "eventDate", "locality", "recordedBy", "thumbnail", "modified")

# What a hit shows of a specimen: its name on the card, by the field that keeps it.
CARD: dict[str, str] = {
    "pid": "pid",
    "name": "scientificName",
    "institution": "institution",
    "collection": "collection",
    "country": "country",
    "typeStatus": "typeStatus",
    "discipline": "discipline",
    "basisOfRecord": "basisOfRecord",
    "midsLevel": "midsLevel",
    "license": "license",
    **{name: name for name in SHOWN},
}
SEVERAL = frozenset({"typeStatus"})

NUMBERS = ("year", "decade", "month", "midsLevel")
FLAGS = ("hasMedia", "hasCoordinates")

# A column in which every specimen has one text is counted three times as fast as one with gaps, and five times as fast as one
# with several values. So a single value that is not known is an empty text, and what may have several, or is a number, is
# counted by a text of its own that holds them all.
COUNTED_TOGETHER = ("typeStatus", "preservation", "missing", "remark", "issue", *NUMBERS)
BETWEEN = "\x1f"


def together(name: str) -> str:
    """The field in which the values of another stand together.

    >>> together("typeStatus")
    'typeStatusTogether'
    """
    return f"{name}Together"


# The number of a specimen in the node, and the block of so many bits of such numbers in which it lies.
KEY, BLOCK, BLOCK_BITS = "key", "block", 12

# Sort orders: the field that orders, and whether from the last; specimens with the same value follow one another by key.
# Texts are ordered by their hexadecimal digits, of which a cursor can be made without a sign that means something.
SORT_FIELDS: dict[str, tuple[str, bool]] = {
    "relevance": (KEY, False),
    "name": ("sortName", False),
    "catalogNumber": ("sortCatalogNumber", False),
    "oldest": ("dayOrLast", False),
    "newest": ("dayOrFirst", True),
    "midsLevel": ("levelOrNone", True),
    "changed": ("changed", True),
}
SORT_TEXTS = ("sortName", "sortCatalogNumber")


def build_schema() -> tantivy.Schema:
    """The schema of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("pid", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="words", index_option="position")
    for name in KEYWORDS:
        builder.add_text_field(name, stored=name in CARD, fast=True, tokenizer_name="raw", index_option="basic")
    for name in SORT_TEXTS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in COUNTED_TOGETHER:
        builder.add_text_field(together(name), fast=True, tokenizer_name="nothing", index_option="basic")
    for name in SHOWN:
        builder.add_text_field(name, stored=True, tokenizer_name="nothing", index_option="basic")
    for name in (*NUMBERS, KEY, "levelOrNone", "dayOrLast", "dayOrFirst", "lastDay", "changed"):
        builder.add_integer_field(name, stored=name in CARD, indexed=name in NUMBERS, fast=True)
    for name in FLAGS:
        builder.add_boolean_field(name, indexed=True, fast=True)
    builder.add_integer_field(BLOCK, indexed=True)
    builder.add_integer_field("place", indexed=True, fast=True)
    builder.add_integer_field("cells", indexed=True)
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, fast=True)
    return builder.build()


def words_analyser() -> tantivy.TextAnalyzer:
    """What makes words of a text, in the index and in a question alike: without case and accents, none above 60 bytes."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(60), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        words = words.filter(step)
    return words.build()


def register_analysers(index: tantivy.Index) -> None:
    """Teaches an index how its texts become words, and how to keep a text without indexing it."""
    nothing = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(tantivy.Filter.remove_long(1))
    index.register_tokenizer("words", words_analyser())
    index.register_tokenizer("nothing", nothing.build())
    index.register_fast_field_tokenizer("nothing", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())
