import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.enums import RoleKind
from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel
from integration_portal.core.text import fold

from ..recipes import recipes


def private_storage():
    """Nothing in it has an address: files leave through a view that asks who reads."""
    return storages["default"]


class IssuedDocumentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "IssuedDocumentQuerySet":
        """Officers see all of their authority; others what its recipe lets them read.

        A draft, an internal, a withdrawn and an erased document is for officers alone, whatever the
        recipe says.
        """
        valid = Q(draft=False, internal=False, withdrawn_at=None, erased_at=None)
        allowed = Q(authority__in=user.access.ids(RoleKind.OFFICER))
        for recipe in recipes.all():
            readable = recipe.readable_by(user)
            if readable is not None:
                allowed |= Q(kind=recipe.kind) & valid & readable
        return self.filter(allowed)

    def of(self, subject: models.Model) -> "IssuedDocumentQuerySet":
        """All that was issued of one thing."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def valid(self) -> "IssuedDocumentQuerySet":
        return self.filter(withdrawn_at=None, erased_at=None)

    def showable(self) -> "IssuedDocumentQuerySet":
        """What may go with a paper to a body: valid, finished, nothing internal in it."""
        return self.valid().filter(draft=False, internal=False)


class IssuedDocument(BaseModel):
    """A paper as it was issued: the file frozen, with its checksum, its data, issuer and day.

    It never changes. It can be withdrawn with a reason; where law asks for it, file and data are
    erased, while the entry and the checksum stay.
    """

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.PROTECT,
        related_name="issued_documents",
    )
    kind = models.CharField(_("Art"), max_length=40)
    title = models.CharField(_("Titel"), max_length=300)
    # The title folded (`core.text.fold`), so that both databases find "förderung" in "FÖRDERUNG".
    search_text = models.TextField(editable=False, default="")
    subject_type = models.CharField(_("Gegenstand"), max_length=80)
    subject_id = models.BigIntegerField(_("Nummer des Gegenstands"))
    options = models.JSONField(_("Einstellungen"), default=dict, blank=True)
    file = models.FileField(_("Datei"), storage=private_storage, max_length=200, blank=True)
    sha256 = models.CharField(_("Prüfsumme (SHA-256)"), max_length=64)
    size = models.PositiveBigIntegerField(_("Größe in Byte"))
    pages = models.PositiveIntegerField(_("Seiten"))
    unset = models.CharField(_("Zeichen ohne Schrift"), max_length=200, blank=True)
    data = models.JSONField(_("Daten"), default=dict, blank=True)
    stichtag = models.DateField(_("Stichtag"), help_text=_("Der Tag der Ausgabe."))
    draft = models.BooleanField(_("Entwurf"), default=False)
    public = models.BooleanField(_("öffentlich"), default=False)
    internal = models.BooleanField(_("nur intern"), default=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ausgegeben von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    issued_at = models.DateTimeField(_("ausgegeben am"))
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("zurückgezogen von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_reason = models.CharField(_("Grund der Rücknahme"), max_length=500, blank=True)
    erased_at = models.DateTimeField(_("gelöscht am"), null=True, blank=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gelöscht von"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    erased_reason = models.CharField(_("Grund der Löschung"), max_length=500, blank=True)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("ausgegebenes Dokument")
        verbose_name_plural = _("ausgegebene Dokumente")
        ordering = ("-issued_at", "-pk")
        indexes = [
            models.Index(fields=("authority", "-issued_at", "-id"), name="issued_by_authority"),
            models.Index(fields=("subject_type", "subject_id"), name="issued_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & Q(size__gt=0) & Q(pages__gt=0),
                name="issued_document_is_whole",
                violation_error_message=_("Dem Dokument fehlen Prüfsumme, Größe oder Seiten."),
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(internal=False),
                name="issued_document_internal_is_not_public",
                violation_error_message=_("Ein internes Dokument ist nicht öffentlich."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="issued_document_withdrawn_with_reason",
                violation_error_message=_("Eine Rücknahme braucht einen Grund."),
            ),
            models.CheckConstraint(
                condition=(Q(erased_at=None, erased_reason="") & ~Q(file=""))
                | (Q(erased_at__isnull=False, file="") & ~Q(erased_reason="")),
                name="issued_document_erased_with_reason",
                violation_error_message=_(
                    "Eine Löschung braucht einen Grund, und die Datei geht mit."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        self.search_text = fold(self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The download; see also `get_preview_url`."""
        return reverse("documents:file", args=[self.authority.slug, self.pk])

    def get_preview_url(self) -> str:
        return reverse("documents:file_preview", args=[self.authority.slug, self.pk])

    @property
    def kind_label(self) -> str:
        recipe = recipes.get(self.kind)
        return str(recipe.label) if recipe else self.kind

    @property
    def filename(self) -> str:
        """A name for the reader's disk: words of the title, the day, no path and no odd signs."""
        return f"{stem_of(self.title) or self.kind}-{self.stichtag.isoformat()}.pdf"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


def stem_of(title: str) -> str:
    """Words of a title as a name of a file may hold them."""
    return slugify(title.replace("ß", "ss"))[:80]


def new_token() -> str:
    """A name nobody guesses."""
    return uuid.uuid4().hex
