import datetime as dt

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.core.files import LOGOS, UploadedFileField
from integration_portal.core.models import BaseModel, SortKeyField
from integration_portal.core.relations import related_model
from integration_portal.core.text import lines, sort_key

from ..enums import AuthorityKind, RoleKind
from ..words import WORDS

# First path segments of the portal's own pages, or of what stands beside it on a web server; an
# authority with such an address could not be reached.
RESERVED_SLUGS = (
    "admin", "barrierefreiheit", "datenschutz", "einladung", "hilfe", "impressum", "konto",
    "static", "verwaltung", "darstellung", "gesundheit", "api", "zustand", "media", "oparl",
    "sachstand",
)  # fmt: skip


class LocalAuthorityQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LocalAuthorityQuerySet":
        """Those the user may enter: a role there, or an officer's role in one of its members."""
        return self.filter(pk__in=user.access.visible)

    def with_last_change(self) -> "LocalAuthorityQuerySet":
        """Adds `changed_at`: when somebody last saved something there, or None."""
        # The history lives above this room: asked through its reverse relation, never imported.
        revisions = related_model(self.model, "revisions").objects
        last = revisions.filter(authority=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
        return self.annotate(changed_at=Subquery(last))

    def administered_by(self, user, *kinds: str) -> "LocalAuthorityQuerySet":
        """Those the user keeps in the admin with one of these roles; the operator keeps all.

        Without kinds: administrators and officers, who both keep the stakeholders.
        """
        if user.is_superuser:
            return self
        kinds = kinds or (RoleKind.ADMINISTRATOR, RoleKind.OFFICER)
        return self.filter(pk__in=user.access.ids(*kinds))


class LocalAuthority(BaseModel):
    """A town, district or association that owns concepts. Everything belongs to exactly one."""

    name = models.CharField(
        _("Name"), max_length=200, help_text=_("Zum Beispiel: Stadt Musterstadt")
    )
    short_name = models.CharField(
        _("Kurzname"), max_length=80, help_text=_("Zum Beispiel: Musterstadt")
    )
    sort_key = SortKeyField(db_index=True)
    slug = models.SlugField(
        _("Adresse"), max_length=60, unique=True, help_text=_("Erster Teil der Adresse im Portal.")
    )
    kind = models.CharField(_("Art"), max_length=30, choices=AuthorityKind)
    ags = models.CharField(
        _("amtlicher Gemeindeschlüssel"),
        max_length=8,
        blank=True,
        help_text=_("Acht Ziffern, bei einem Kreis fünf; führende Nullen bleiben stehen."),
        validators=[RegexValidator(r"^\d+$", _("Der Schlüssel besteht nur aus Ziffern."))],
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("gehört zu"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="members",
        help_text=_("Der Kreis oder Verband, dessen Mitglied sie ist."),
    )
    logo = UploadedFileField(
        _("Wappen oder Logo"),
        kinds=LOGOS,
        folder="logos",
        blank=True,
        help_text=_("PNG oder JPEG, am besten mit durchsichtigem Grund."),
    )
    logo_description = models.CharField(
        _("Beschreibung des Logos"),
        max_length=200,
        blank=True,
        help_text=_("Was darauf zu sehen ist, für Menschen, die es nicht sehen."),
    )
    letterhead = models.TextField(
        _("Briefkopf"), blank=True, max_length=600, help_text=_("Eine Zeile je Angabe.")
    )
    stale_after_months = models.PositiveSmallIntegerField(
        _("veraltet nach Monaten"),
        default=12,
        help_text=_("Ohne Sachstand gilt Inhalt dann als alt."),
    )
    words = models.JSONField(_("eigene Begriffe"), default=dict, blank=True, editable=False)

    changed_at: dt.datetime | None  # with_last_change() brings it

    objects = LocalAuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        ordering = ("sort_key",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="authority_slug_not_reserved",
                violation_error_message=_("Diese Adresse braucht das Portal selbst."),
            ),
            models.CheckConstraint(
                condition=Q(ags="")
                | Q(kind="district", ags__regex=r"^\d{5}$")
                | (~Q(kind__in=("district", "association")) & Q(ags__regex=r"^\d{8}$")),
                name="authority_ags_length",
                violation_error_message=_(
                    "Ein Gemeindeschlüssel hat acht Ziffern, der eines Kreises fünf; "
                    "ein Verband hat keinen."
                ),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="authority_not_its_own_parent",
                violation_error_message=_("Eine Kommune kann nicht zu sich selbst gehören."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.short_name = self.short_name or self.name[:80]
        self.sort_key = sort_key(self.short_name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("reports:overview", args=[self.slug])

    def word(self, key: str) -> str | list[str]:
        """The authority's own word, or the portal's. Raises KeyError for a word nobody knows."""
        return self.words.get(key) or WORDS[key].default

    @property
    def logo_url(self) -> str:
        """Where those who may enter see the logo; empty without one. A new logo, a new address."""
        if not self.logo:
            return ""
        version = int(self.updated_at.timestamp())
        return f"{reverse('accounts:logo', args=[self.slug])}?v={version}"

    @property
    def letterhead_lines(self) -> list[str]:
        return lines(self.letterhead)
