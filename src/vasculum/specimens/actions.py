"""The one act of a visitor here: to tell the curator what is wrong."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.utils import timezone

from vasculum.people.models import Membership
from vasculum.people.policy import Role
from vasculum.specimens.models import ErrorReport
from vasculum.specimens.specimen import Specimen

AT_THE_INSTITUTION = (Role.CURATOR, Role.MANAGER)
AT_THE_NODE = (Role.COORDINATOR, Role.ADMINISTRATOR)


def report_error(specimen: Specimen, text: str, reply_to: str, language: str, address: str) -> ErrorReport:
    """Keeps a visitor's message and sends it to those who look after the specimen; what cannot be sent is kept all the same."""
    report = ErrorReport.objects.create(
        pid=specimen.pid,
        version=specimen.current.version,
        institution=specimen.origin.institution,
        text=text,
        reply_to=reply_to,
        language=language,
    )
    receivers = _receivers(specimen.origin.institution)
    if receivers and _sent(report, receivers, address):
        report.told = timezone.now()
        report.save(update_fields=["told"])
    return report


def _receivers(institution: str) -> list[str]:
    """The curators of the institution, else those who run the node."""
    active = Membership.objects.filter(account__is_active=True, account__email__isnull=False).exclude(account__email="")
    here = active.filter(institution=institution, role__in=AT_THE_INSTITUTION) if institution else active.none()
    found = here if here.exists() else active.filter(role__in=AT_THE_NODE)
    return sorted({str(email) for email in found.values_list("account__email", flat=True)})


def _sent(report: ErrorReport, receivers: list[str], address: str) -> bool:
    message = EmailMessage(
        subject=f"{report.pid}: a visitor reports an error",
        body=f"{report.text}\n\n{address}\nVersion {report.version}",
        to=receivers,
        reply_to=[report.reply_to] if report.reply_to else [],
    )
    try:
        return message.send() > 0
    except (SMTPException, OSError):
        return False
