"""The numbers of the quality pages for machines."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Router

from vasculum.assessment import queries, scopes
from vasculum.assessment.figures import Body, figures
from vasculum.assessment.rules import problem_of
from vasculum.assessment.tally import Found
from vasculum.web.layout import current_language

router = Router(tags=["quality"])


@router.get("/quality/{source}", response={200: Body, 404: Body})
def quality(request: HttpRequest, source: str) -> Body:  # noqa: ARG001
    """What is wrong with the records of a source, how often, and what to mend first; texts follow Accept-Language."""
    scope = scopes.scope("source", source)
    if scope is None:
        raise Http404("No source has this key.")
    return figures(scope, queries.tally(scope), current_language())


@router.get("/quality/{source}/{kind}/{code}", response={200: Body, 404: Body})
def problem(request: HttpRequest, source: str, kind: str, code: str) -> Body:  # noqa: ARG001
    """The first specimens of a source with one problem: `kind` is remark, flag, bdq or mids."""
    scope = scopes.scope("source", source)
    tally = queries.tally(scope) if scope else None
    found = tally.found.get(f"{kind}:{code}", Found(0)) if tally else Found(0)
    if not found.records:
        raise Http404("No record of this source has such a problem.")
    examples = queries.examples(found, problem_of(f"{kind}:{code}"))
    told = [{"pid": each.pid, "catalogNumber": each.catalog_number, "term": each.term, "value": each.value} for each in examples]
    return {"kind": kind, "code": code, "records": found.records, "examples": told}
