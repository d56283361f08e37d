"""Figures are found by unit and by what is counted: the dashboard adds up one unit at a time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_one_place_for_figures")]

    operations = [
        migrations.AddIndex("measure", models.Index(fields=["unit", "counted", "collection"], name="measures_in_one_unit")),
    ]
