"""Accounts and what hangs on them: roles, invitations, tokens; and the audit trail, which names accounts by id alone."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from vasculum.people.policy import Role
from vasculum.terms.messages import LANGUAGES

ROLES = [(role.value, role.value) for role in Role if role is not Role.ANYONE]


class Accounts(BaseUserManager["Account"]):
    """How accounts are made and found."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """A new account; without a password it can only be signed in to by another way."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who can sign in. Its id is a pseudonym: all that others keep of a person, and all that is left after erasure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254, unique=True, null=True, blank=True)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="en")
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(default=timezone.now)
    erased = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["joined"]

    def __str__(self) -> str:
        return self.name or str(self.pk)[:8]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps an address in small letters, and none as null so that several accounts may have none."""
        self.email = (self.email or "").lower() or None
        super().save(*args, **kwargs)


class Membership(models.Model):
    """The role of an account at an institution, by its key, or at the node where the key is empty."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    institution = models.SlugField(max_length=80, blank=True)
    role = models.CharField(max_length=40, choices=ROLES)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["institution", "role"]
        constraints = [models.UniqueConstraint(fields=["account", "institution"], name="one_role_at_an_institution")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.role} at {self.institution or 'the node'}"


class Invitation(models.Model):
    """A role somebody is invited to, by a link that is signed, ends after some days and works once; then the address goes."""

    email = models.EmailField(max_length=254, blank=True)
    institution = models.SlugField(max_length=80, blank=True)
    role = models.CharField(max_length=40, choices=ROLES)
    language = models.CharField(max_length=2, default="en")
    invited_by = models.CharField(max_length=40)
    made = models.DateTimeField(default=timezone.now)
    closed = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return f"{self.role} at {self.institution or 'the node'}"


class Token(models.Model):
    """A key for a machine that acts for an account; only the SHA-256 of its secret is kept, `scopes` are the acts it is for."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(null=True, blank=True)
    last_used = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return self.label


class AuditEntry(models.Model):
    """One act: who did it (an account's id), what, on what, and how it was before and after.

    `digest` seals before and after with a salt of their own, `chain` seals the entry to the one before it. Erasing a person
    blanks their name and address in before and after and takes the salt away: the chain still holds.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    when = models.DateTimeField()
    who = models.CharField(max_length=40, db_index=True)
    act = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200, db_index=True)
    institution = models.SlugField(max_length=80, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request = models.CharField(max_length=40, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.act} {self.subject}"


class AuditHead(models.Model):
    """Where the trail stands: how many entries it has and the seal of the last; one row, which writers take in turn."""

    entries = models.PositiveBigIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)


class AnonymousAct(models.Model):
    """One act of somebody who has not signed in, kept for a day under a digest that is worthless the day after."""

    trace = models.CharField(max_length=64, db_index=True)
    act = models.CharField(max_length=60)
    when = models.DateTimeField(db_index=True)
