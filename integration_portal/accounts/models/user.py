from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from integration_portal.core.models import BaseModel

from ..access import Access


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """An account without a password can only be entered by a link that sets one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class UserQuerySet(models.QuerySet):
    def of(self, authority) -> "UserQuerySet":
        """Accounts with any role there."""
        return self.filter(pk__in=authority.roles.values("user"))

    def with_email(self, email: str) -> "UserQuerySet":
        return self.filter(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin, BaseModel):
    """Somebody who can log in. Invited, never signed up; what they may do says their Role."""

    email = models.EmailField(
        _("E-Mail-Adresse"),
        unique=True,
        error_messages={"unique": _("Mit dieser E-Mail-Adresse gibt es schon ein Konto.")},
    )
    name = models.CharField(_("Name"), max_length=150, blank=True)
    function = models.CharField(
        _("Funktion"), max_length=150, blank=True, help_text=_("So erscheint sie im Verlauf.")
    )
    is_active = models.BooleanField(_("darf sich anmelden"), default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        ordering = ("email",)
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Mit dieser E-Mail-Adresse gibt es schon ein Konto."),
            )
        ]

    def __str__(self) -> str:
        return self.function or self.name or self.email

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @cached_property
    def access(self) -> Access:
        """Roles of this person, read once per request."""
        return Access(self)

    @property
    def is_staff(self) -> bool:
        """Django's admin opens for the operator and for who keeps an authority's address book."""
        return self.is_superuser or self.access.opens_admin
