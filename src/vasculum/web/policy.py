"""What holds for every answer: only our own files run, nobody frames the node, and a HEAD request gets no body."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' https: data:",
        "style-src 'self'",
        "script-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)

Answer = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(get_response: Answer) -> Answer:
    """The middleware that adds the policy to each answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def no_body_for_head(get_response: Answer) -> Answer:
    """The middleware that answers HEAD as GET, with the headers alone (RFC 9110, section 9.3.2)."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        response = get_response(request)
        bare = HttpResponse(status=response.status_code, reason=response.reason_phrase, headers=response.headers)
        bare.cookies = response.cookies
        response.close()
        return bare

    return answer
