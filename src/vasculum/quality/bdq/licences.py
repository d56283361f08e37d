"""Creative Commons licences: which texts are their addresses, and which licence a text means."""

from __future__ import annotations

import re

from vasculum.quality.bdq.authorities import AuthorityKind, Source
from vasculum.quality.bdq.responses import stripped

_HOME = ("https://creativecommons.org/",)
CC_4_OR_CC0 = Source(AuthorityKind.VOCABULARY, "Creative Commons 4.0 Licenses or CC0", _HOME)
CREATIVE_COMMONS = Source(AuthorityKind.VOCABULARY, "Creative Commons", (*_HOME, "https://creativecommons.org/about/cclicenses/"))

# Languages into which version 4.0 and CC0 are translated (source: the specification of VALIDATION_LICENSE_STANDARD, which
# writes `ni` where the translation is `nl`: both are accepted).
_CC0_LANGUAGES = "id|eu|da|de|en|es|fr|fy|hr|it|lv|lt|ni|nl|no|pl|pt|ro|si|fi|sv|tr|cs|el|ru|uk|ar|jp|zh-hans|zh-hant|ko"
_LANGUAGES = f"{_CC0_LANGUAGES}|mi"
_ELEMENTS = "by|by-sa|by-nc|by-nc-sa|by-nd|by-nc-nd"
_STANDARD = re.compile(
    rf"https?://creativecommons\.org/(?:licenses/(?:{_ELEMENTS})/4\.0/(?:(?:deed|legalcode)(?:\.(?:{_LANGUAGES}))?)?"
    rf"|publicdomain/zero/1\.0/(?:(?:deed|legalcode)(?:\.(?:{_CC0_LANGUAGES}))?)?)"
)
_ADDRESS = re.compile(
    rf"(?:https?://)?(?:www\.)?creativecommons\.org/(?:licen[sc]es/({_ELEMENTS})/([1-4]\.[05])|(publicdomain/zero)/1\.0)"
    r"(?:/(?:deed|legalcode)?(?:\.[a-z-]{2,7})?)?"
)
_ACRONYM = re.compile(rf"cc[ -]?(?:({_ELEMENTS})[ -]?v?([1-4]\.[05])|(0|zero)(?:[ -]?v?1\.0)?)")
_SPACES = re.compile(r"[\s_]+")
_SEPARATORS = re.compile(r"(?<=[a-z])[ _](?=(?:by|nc|nd|sa)\b)")


class LicenceList:
    """The Creative Commons licences of version 4.0 and CC0 1.0; of older versions only what they are called."""

    def has(self, value: str) -> bool:
        """True when the text is the address of a licence of version 4.0 or of CC0, its deed or its legal code."""
        return _STANDARD.fullmatch(value) is not None

    def standard_form(self, text: str) -> str | None:
        """The address of the legal code that the text means; a licence without its version is ambiguous.

        >>> LicenceList().standard_form("CC0"), LicenceList().standard_form("CC BY")
        ('https://creativecommons.org/publicdomain/zero/1.0/legalcode', None)
        """
        written = _SPACES.sub(" ", stripped(text).casefold()) if len(text) <= 300 else ""
        found = _ADDRESS.fullmatch(written) or _ACRONYM.fullmatch(_SEPARATORS.sub("-", written))
        if found is None:
            return None
        elements, version, dedication = found.groups()
        path = "publicdomain/zero/1.0" if dedication else f"licenses/{elements}/{version}"
        return f"https://creativecommons.org/{path}/legalcode"
