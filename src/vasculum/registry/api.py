"""The registry for machines: GRSciColl's field names, Latimer Core, JSON-LD, CSV; writes only from the version one has seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from ninja import Router

from vasculum.formats.grscicoll import write_table
from vasculum.model.measure import Measure as Told
from vasculum.people.access import actor_of, allowed
from vasculum.registry import answers
from vasculum.registry.as_grscicoll import as_collection, as_institution
from vasculum.registry.asking import (
    COLLECTION_PARAMETERS,
    INSTITUTION_PARAMETERS,
    Question,
    collections_asked,
    described,
    institutions_asked,
    question_of,
)
from vasculum.registry.conditional import VARY, conditional, digest, tag_of, version_in, written_in
from vasculum.registry.described import (
    collections_with_rows,
    describe_collection,
    describe_institution,
    institutions_with_rows,
)
from vasculum.registry.editing import Changed, Subject, change
from vasculum.registry.models import Collection, Institution
from vasculum.registry.successors import successor_of
from vasculum.registry.writing import changes, emptied
from vasculum.terms.latimer_core.schema import latimer_core_schema
from vasculum.web import negotiation
from vasculum.web.problems import problem

Body = dict[str, Any]
View = Callable[..., HttpResponseBase]
Occurrences = Callable[[str], Mapping[str, int]]
CSV, SCHEMA_JSON = "text/csv", "application/schema+json"
_FORMS = (negotiation.JSON, negotiation.JSON_LD)
_LIST_FORMS = (negotiation.JSON, CSV)


class RegistryApi:
    """The operations on institutions and collections; `occurrences` counts the node's specimens by institution or collection."""

    def __init__(self, occurrences: Occurrences) -> None:
        self.occurrences = occurrences

    def institutions(self, request: HttpRequest) -> HttpResponseBase:
        """The institutions that fit, a page at a time; every one of them as CSV."""
        question = question_of(request, INSTITUTION_PARAMETERS)
        found = institutions_with_rows(institutions_asked(question))
        if _form(request, _LIST_FORMS) == CSV:
            return _csv([as_institution(_public_institution(row)) for row in found])
        here = self.occurrences("institution")
        return _page(request, question, found, lambda row: self._institution(row, here))

    def institution(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """One institution, as JSON or as JSON-LD."""
        row = _institution_row(key)
        if _form(request, _FORMS) == negotiation.JSON_LD:
            return self.institution_json_ld(request, key)
        return _tagged(request, row, self._institution(row, self.occurrences("institution")), negotiation.JSON)

    def institution_json_ld(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """One institution as JSON-LD: schema.org and Latimer Core."""
        row = _institution_row(key)
        told = answers.institution_linked(_public_institution(row), _page_address(request, row))
        return _tagged(request, row, told, negotiation.JSON_LD)

    def institution_latimer_core(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """One institution as Latimer Core."""
        row = _institution_row(key)
        return _tagged(request, row, answers.institution_latimer_core(_public_institution(row)), negotiation.JSON)

    def change_institution(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Changes the fields that are sent; `If-Match` names the version they were made from."""
        return self._change(request, _institution_row(key))

    def replace_institution(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Replaces the fields that may be written; what is not sent becomes empty."""
        return self._change(request, _institution_row(key), is_whole=True)

    def collections(self, request: HttpRequest) -> HttpResponseBase:
        """The collections that fit, a page at a time; every one of them as CSV."""
        question = question_of(request, COLLECTION_PARAMETERS)
        found = collections_with_rows(collections_asked(question))
        if _form(request, _LIST_FORMS) == CSV:
            return _csv([as_collection(_public_collection(row)) for row in found])
        here = self.occurrences("collection")
        return _page(request, question, found, lambda row: self._collection(row, here))

    def collection(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """One collection, as JSON or as JSON-LD; a size that is not stated is null, never zero."""
        row = _collection_row(key)
        if _form(request, _FORMS) == negotiation.JSON_LD:
            return self.collection_json_ld(request, key)
        return _tagged(request, row, self._collection(row, self.occurrences("collection")), negotiation.JSON)

    def collection_json_ld(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """One collection as JSON-LD: schema.org and Latimer Core."""
        row = _collection_row(key)
        owner = _public_institution(row.institution)
        addresses = _page_address(request, row), _page_address(request, row.institution)
        told = answers.collection_linked(_public_collection(row), owner, *addresses)
        return _tagged(request, row, told, negotiation.JSON_LD)

    def collection_latimer_core(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """One collection as Latimer Core."""
        row = _collection_row(key)
        owner = _public_institution(row.institution)
        return _tagged(request, row, answers.collection_latimer_core(_public_collection(row), owner), negotiation.JSON)

    def change_collection(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Changes the fields that are sent; `If-Match` names the version they were made from."""
        return self._change(request, _collection_row(key))

    def replace_collection(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Replaces the fields that may be written; what is not sent becomes empty."""
        return self._change(request, _collection_row(key), is_whole=True)

    def latimer_core_schema(self, request: HttpRequest) -> HttpResponseBase:  # noqa: ARG002
        """The JSON Schema of Latimer Core, made from its published term lists."""
        return HttpResponse(orjson.dumps(latimer_core_schema()), content_type=SCHEMA_JSON)

    def _institution(self, row: Institution, here: Mapping[str, int]) -> Body:
        return answers.institution_answer(_public_institution(row), here.get(row.key, 0))

    def _collection(self, row: Collection, here: Mapping[str, int]) -> Body:
        owner = _public_institution(row.institution)
        declared = _declared(row)
        return answers.collection_answer(_public_collection(row), owner, declared, here.get(row.key, 0))

    def _shown(self, row: Subject) -> Body:
        if isinstance(row, Institution):
            return self._institution(row, self.occurrences("institution"))
        return self._collection(row, self.occurrences("collection"))

    def _change(self, request: HttpRequest, row: Subject, *, is_whole: bool = False) -> HttpResponseBase:
        based_on = version_in(request.headers.get("If-Match", ""))
        if based_on is None:
            return problem(428, str(_("Name in If-Match the version that you changed: the ETag of the answer you read.")))
        written, shown = written_in(request), self._shown(row)
        fields = changes(row, emptied(row, written, shown) if is_whole else written, shown)
        try:
            changed = change(actor_of(request), row, based_on, fields)
        except Changed as refused:
            return self._stale(refused, written)
        return _tagged(request, changed, self._shown(_again(changed)), negotiation.JSON)

    def _stale(self, refused: Changed, written: Body) -> HttpResponseBase:
        current = self._shown(_again(refused.found))
        detail = str(_("Somebody else changed this since you read it. Nothing is lost: both texts are here, and yours is kept."))
        answer = problem(412, detail, current=current, yours=written, setAside=refused.set_aside.pk)
        answer.headers["ETag"] = tag_of(refused.found, orjson.dumps(current))
        return answer


def registry_router(occurrences: Occurrences) -> Router:
    """The routes of the registry."""
    router, told = Router(tags=["registry"]), RegistryApi(occurrences)
    one, many = {200: Body, 304: None, 404: Body}, {200: Body, 400: Body}
    written = {200: Body, 400: Body, 401: Body, 403: Body, 404: Body, 412: Body, 428: Body}
    router.get("/schemas/latimer-core.json", response={200: Body})(_view(told.latimer_core_schema))
    router.get("/institution", response=many, openapi_extra=_listed(INSTITUTION_PARAMETERS))(_view(told.institutions))
    router.get("/institution/{slug:key}.jsonld", response=one)(_view(told.institution_json_ld))
    router.get("/institution/{slug:key}/latimerCore", response=one)(_view(told.institution_latimer_core))
    router.get("/institution/{slug:key}", response=one, openapi_extra=_forms(negotiation.JSON_LD))(_view(told.institution))
    edit = allowed("edit institution", lambda key: key)
    router.patch("/institution/{slug:key}", response=written, openapi_extra=_WRITE)(edit(_view(told.change_institution)))
    router.put("/institution/{slug:key}", response=written, openapi_extra=_WRITE)(edit(_view(told.replace_institution)))
    router.get("/collection", response=many, openapi_extra=_listed(COLLECTION_PARAMETERS))(_view(told.collections))
    router.get("/collection/{slug:key}.jsonld", response=one)(_view(told.collection_json_ld))
    router.get("/collection/{slug:key}/latimerCore", response=one)(_view(told.collection_latimer_core))
    router.get("/collection/{slug:key}", response=one, openapi_extra=_forms(negotiation.JSON_LD))(_view(told.collection))
    edit = allowed("edit collection", _owner_of)
    router.patch("/collection/{slug:key}", response=written, openapi_extra=_WRITE)(edit(_view(told.change_collection)))
    router.put("/collection/{slug:key}", response=written, openapi_extra=_WRITE)(edit(_view(told.replace_collection)))
    return router


def _view(operation: View) -> View:
    """An operation as a function of its own, as routes want it."""

    @wraps(operation)
    def view(request: HttpRequest, **parts: str) -> HttpResponseBase:
        elsewhere = _moved(request, parts["key"]) if "key" in parts and request.method in {"GET", "HEAD"} else ""
        return HttpResponsePermanentRedirect(elsewhere) if elsewhere else operation(request, **parts)

    return view


def _moved(request: HttpRequest, key: str) -> str:
    """The address of what took the place of the one that is asked for; nothing where nothing did."""
    kind = request.path.split("/")[2]
    model: type[Subject] = Institution if kind == "institution" else Collection
    row = model._default_manager.filter(key=key).first()
    into = successor_of(row) if row else None
    if into is None:
        return ""
    return request.get_full_path().replace(f"/{kind}/{key}", f"/{type(into).__name__.lower()}/{into.key}", 1)


def _forms(*media_types: str) -> Body:
    return {"responses": {200: {"content": {form: {"schema": {"type": "object"}} for form in media_types}}}}


def _listed(parameters: Sequence[str]) -> Body:
    return {"parameters": described(parameters), "responses": {200: {"content": {CSV: {"schema": {"type": "string"}}}}}}


_WRITE: Body = {
    "parameters": [
        {
            "name": "If-Match",
            "in": "header",
            "required": True,
            "description": "The ETag of the answer that was changed.",
            "schema": {"type": "string"},
        }
    ],
    "requestBody": {"required": True, "content": {negotiation.JSON: {"schema": {"type": "object"}}}},
}


def _owner_of(key: str) -> str:
    return Collection.objects.filter(key=key).values_list("institution__key", flat=True).first() or ""


def _institution_row(key: str) -> Institution:
    row = institutions_with_rows(Institution.objects.filter(key=key, hidden=False)).first()
    if row is None:
        raise Http404("No institution has this key.")
    return row


def _collection_row(key: str) -> Collection:
    row = collections_with_rows(Collection.objects.filter(key=key, institution__hidden=False)).first()
    if row is None:
        raise Http404("No collection has this key.")
    return row


def _again(row: Subject) -> Subject:
    return _institution_row(row.key) if isinstance(row, Institution) else _collection_row(row.key)


def _public_institution(row: Institution) -> Any:
    return answers.public_institution(describe_institution(row))


def _public_collection(row: Collection) -> Any:
    return answers.public_collection(describe_collection(row))


def _declared(row: Collection) -> Told | None:
    held = [each for each in row.measures.all() if each.counted == "held" and each.is_current]
    return min(held, key=lambda each: each.pk).plain if held else None


def _form(request: HttpRequest, offers: Sequence[str]) -> str:
    return negotiation.accepted(request.headers.get("Accept", ""), offers) or offers[0]


def _page_address(request: HttpRequest, row: Subject) -> str:
    name = "institution" if isinstance(row, Institution) else "collection"
    return request.build_absolute_uri(f"/api/{name}/{row.key}")


def _page(request: HttpRequest, question: Question, found: QuerySet[Any], shown: Callable[[Any], Body]) -> HttpResponseBase:
    count, end = found.count(), question.offset + question.limit
    told = {
        "offset": question.offset,
        "limit": question.limit,
        "endOfRecords": end >= count,
        "count": count,
        "results": [shown(row) for row in found[question.offset : end]],
    }
    content = orjson.dumps(told)
    return conditional(request, content, f'"{digest(content)}"', negotiation.JSON)


def _csv(entities: Sequence[Any]) -> HttpResponse:
    return HttpResponse(write_table(entities).encode(), content_type=f"{CSV}; charset=utf-8", headers=VARY)


def _tagged(request: HttpRequest, row: Subject, told: Body, media_type: str) -> HttpResponseBase:
    content = orjson.dumps(told)
    return conditional(request, content, tag_of(row, content), media_type)
