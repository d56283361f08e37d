"""Who reads: the volunteer of an account, or of a signed token; what was read without an account can be joined to one."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from vasculum.people.access import signed_in
from vasculum.people.models import Account
from vasculum.transcription.models import Draft, Lease, Post, Skip, Submission, Tally, Volunteer

COOKIE, SALT, KEPT = "vasculum_reader", "vasculum.transcription.reader", 31_536_000


def reader(request: HttpRequest) -> Volunteer | None:
    """The volunteer who asks; None for somebody who has not read yet."""
    account, loose = signed_in(request), _by_token(request)
    if account is None:
        return loose
    mine = Volunteer.objects.filter(account=account).first()
    if loose is not None and (mine is None or loose.pk != mine.pk):
        return join(account, mine, loose)
    return mine


def reader_made(request: HttpRequest) -> Volunteer:
    """The volunteer who asks, made where there is none yet."""
    found = reader(request)
    return found or _made(signed_in(request))


def _made(account: Account | None) -> Volunteer:
    try:
        with transaction.atomic():
            return Volunteer.objects.create(account=account, alias=f"volunteer-{uuid4().hex[:12]}")
    except IntegrityError:
        return Volunteer.objects.get(account=account)


def remembered(request: HttpRequest, response: HttpResponse, volunteer: Volunteer) -> HttpResponse:
    """The answer, with the token of somebody who has not signed in."""
    if signed_in(request) is None and COOKIE not in request.COOKIES:
        token = signing.dumps(str(volunteer.pk), salt=SALT)
        response.set_cookie(COOKIE, token, max_age=KEPT, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def _by_token(request: HttpRequest) -> Volunteer | None:
    """Who the token names; one of somebody with an account is worth nothing without signing in."""
    try:
        pk = UUID(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT))
    except (signing.BadSignature, ValueError):
        return None
    return Volunteer.objects.filter(pk=pk, account=None).first()


@transaction.atomic
def join(account: Account, mine: Volunteer | None, loose: Volunteer) -> Volunteer:
    """Makes the work of a token the work of an account; what both did on one sheet stays under the alias of the token."""
    if mine is None:
        Volunteer.objects.filter(pk=loose.pk, account=None).update(account=account)
        return Volunteer.objects.get(account=account)
    both = set(mine.leases.values_list("task", flat=True)) | set(mine.drafts.values_list("task", flat=True))
    both |= set(mine.skips.values_list("task", flat=True))
    for model in (Lease, Draft, Skip, Submission):
        model._default_manager.filter(volunteer=loose).exclude(task__in=both).update(volunteer=mine)
    Post.objects.filter(volunteer=loose).update(volunteer=mine)
    _counted_together(mine, loose)
    return mine


def _counted_together(mine: Volunteer, loose: Volunteer) -> None:
    """Counts both again, day by day."""
    for who in (mine, loose):
        Tally.objects.filter(volunteer=who).delete()
        for project, made in who.submissions.filter(state=Submission.State.FINAL).values_list("task__project_id", "made"):
            tally, _ = Tally.objects.get_or_create(project_id=project, volunteer=who, day=timezone.localdate(made))
            Tally.objects.filter(pk=tally.pk).update(sheets=tally.sheets + 1)
