"""Carries the one declared count of a collection and the ROR and Wikidata addresses of an institution into rows of their own."""

from __future__ import annotations

from typing import Any

from django.db import migrations

BASES = {"heritage_inventory": "inherited", "computed": "computed"}


def carry(apps: Any, _schema: Any) -> None:
    Institution, Identifier = apps.get_model("registry", "Institution"), apps.get_model("registry", "Identifier")  # noqa: N806
    for institution in Institution.objects.all():
        for scheme in ("ror", "wikidata"):
            if getattr(institution, scheme):
                Identifier.objects.create(institution=institution, scheme=scheme, value=getattr(institution, scheme))
    Measure = apps.get_model("registry", "Measure")
    for collection in apps.get_model("registry", "Collection").objects.all():
        figure = {name: getattr(collection, f"count_{name}") for name in ("low", "best", "high", "unit", "as_of", "qualifier")}
        verbatim = collection.count_verbatim
        if verbatim or any(figure[name] is not None for name in ("low", "best", "high")):
            figure |= {"unit": figure["unit"] or "unknown", "qualifier": figure["qualifier"] or "plain"}
            Measure.objects.create(
                collection=collection,
                counted="held",
                basis=BASES.get(collection.count_basis, "unknown"),
                verbatim={"und": verbatim} if verbatim else {},
                is_current=True,
                **figure,
            )


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_measures_and_coverage")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
