"""The country code against ISO 3166."""

from __future__ import annotations

from collections.abc import Callable

from vasculum.quality.bdq.authorities import Vocabulary
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, bdq_test
from vasculum.quality.bdq.responses import Response
from vasculum.quality.bdq.standard_codes import ISO_3166, ISO_3166_ALPHA_2
from vasculum.quality.bdq.vocabulary_matching import standardized, valid_value

COUNTRY_CODE = "dwc:countryCode"


@bdq_test(
    "0493bcfb-652e-4d17-815b-b0cce0742fbe",
    "VALIDATION_COUNTRYCODE_STANDARD",
    acts_on=(COUNTRY_CODE,),
    parameters={SOURCE_AUTHORITY: ISO_3166},
)
def validation_countrycode_standard(countries: Callable[[], Vocabulary], code: str) -> Response:
    """The code is a two-letter code of ISO 3166-1, XZ for the high seas or ZZ for unknown."""
    return valid_value(COUNTRY_CODE, code, countries)


@bdq_test(
    "fec5ffe6-3958-4312-82d9-ebcca0efb350",
    "AMENDMENT_COUNTRYCODE_STANDARDIZED",
    acts_on=(COUNTRY_CODE,),
    parameters={SOURCE_AUTHORITY: ISO_3166_ALPHA_2},
)
def amendment_countrycode_standardized(countries: Callable[[], Vocabulary], code: str) -> Response:
    """The two-letter code that a name or a three-letter code means."""
    return standardized(COUNTRY_CODE, code, countries)
