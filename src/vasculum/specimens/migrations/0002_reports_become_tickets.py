"""What visitors reported becomes tickets of the help desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import migrations


def carry(apps: Any, _schema: Any) -> None:
    report = apps.get_model("specimens", "ErrorReport")
    ticket, message = apps.get_model("helpdesk", "Ticket"), apps.get_model("helpdesk", "Message")
    for each in report.objects.order_by("id"):
        told = {name: getattr(each, name) for name in ("pid", "version", "institution", "language", "made", "told")}
        due = each.made.date() + dt.timedelta(days=7)
        made = ticket.objects.create(kind="error", email=each.reply_to, due=due, **told)
        message.objects.create(ticket=made, text=each.text, made=each.made)


class Migration(migrations.Migration):
    dependencies = [("specimens", "0001_error_reports"), ("helpdesk", "0001_tickets")]

    operations = [
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.DeleteModel(name="ErrorReport"),
    ]
