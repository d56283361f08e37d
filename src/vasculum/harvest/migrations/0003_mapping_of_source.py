"""A source keeps the mapping that its sheets were read by last."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("harvest", "0002_schedules")]

    operations = [migrations.AddField("source", "mapping", models.TextField(blank=True, default=""))]
