from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_move_figures_and_identifiers")]

    operations = [
        migrations.RemoveField(
            model_name="collection",
            name="count_as_of",
        ),
        migrations.RemoveField(
            model_name="collection",
            name="count_basis",
        ),
        migrations.RemoveField(
            model_name="collection",
            name="count_best",
        ),
        migrations.RemoveField(
            model_name="collection",
            name="count_high",
        ),
        migrations.RemoveField(
            model_name="collection",
            name="count_low",
        ),
        migrations.RemoveField(
            model_name="collection",
            name="count_qualifier",
        ),
        migrations.RemoveField(
            model_name="collection",
            name="count_unit",
        ),
        migrations.RemoveField(
            model_name="collection",
            name="count_verbatim",
        ),
        migrations.RemoveField(
            model_name="institution",
            name="ror",
        ),
        migrations.RemoveField(
            model_name="institution",
            name="wikidata",
        ),
    ]
