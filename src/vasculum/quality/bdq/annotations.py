"""Annotations that concern the record."""

from __future__ import annotations

from collections.abc import Callable

from vasculum.quality.bdq.authorities import Annotations, AuthorityKind, Source
from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.responses import Response, is_empty, not_issue, potential_issue

WEB_ANNOTATION = Source(AuthorityKind.ANNOTATIONS, "W3C Web Annotation", ("https://www.w3.org/annotation/",))
ANY_TERM = (
    "oa:Annotation with oa:hasTarget having as object any dwciri:term instance that is part of the SingleRecord under Test."
)


@bdq_test(
    "fecaa8a3-bbd8-4c5a-a424-13c37c4bb7b1",
    "ISSUE_ANNOTATION_NOTEMPTY",
    consults=("oa:hasTarget",),
    parameters={"bdqval:annotationSystem": WEB_ANNOTATION, "bdqval:annotationAlertIf": ANY_TERM},
)
def issue_annotation_notempty(annotations: Callable[[], Annotations], alert_if: str, target: str) -> Response:
    """An annotation that meets the criteria has this record as its target."""
    held = annotations()
    if not is_empty(target) and held.concern(target, alert_if):
        return potential_issue("an annotation concerns the record")
    return not_issue("no annotation concerns the record")
