import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "nl"), ("fr", "fr"), ("en", "en"), ("de", "de")], default="en", max_length=2
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("joined", models.DateTimeField(default=django.utils.timezone.now)),
                ("erased", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["joined"],
            },
        ),
        migrations.CreateModel(
            name="AnonymousAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("trace", models.CharField(db_index=True, max_length=64)),
                ("act", models.CharField(max_length=60)),
                ("when", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("when", models.DateTimeField()),
                ("who", models.CharField(db_index=True, max_length=40)),
                ("act", models.CharField(db_index=True, max_length=60)),
                ("subject", models.CharField(db_index=True, max_length=200)),
                ("institution", models.SlugField(blank=True, max_length=80)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("request", models.CharField(blank=True, max_length=40)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("chain", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entries", models.PositiveBigIntegerField(default=0)),
                ("chain", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("institution", models.SlugField(blank=True, max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("visitor", "visitor"),
                            ("volunteer", "volunteer"),
                            ("contributor", "contributor"),
                            ("curator", "curator"),
                            ("institution manager", "institution manager"),
                            ("coordinator", "coordinator"),
                            ("administrator", "administrator"),
                        ],
                        max_length=40,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=2)),
                ("invited_by", models.CharField(max_length=40)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-made"],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("made", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires", models.DateTimeField(blank=True, null=True)),
                ("last_used", models.DateField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-made"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("institution", models.SlugField(blank=True, max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("visitor", "visitor"),
                            ("volunteer", "volunteer"),
                            ("contributor", "contributor"),
                            ("curator", "curator"),
                            ("institution manager", "institution manager"),
                            ("coordinator", "coordinator"),
                            ("administrator", "administrator"),
                        ],
                        max_length=40,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["institution", "role"],
                "constraints": [models.UniqueConstraint(fields=("account", "institution"), name="one_role_at_an_institution")],
            },
        ),
    ]
