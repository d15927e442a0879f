from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority
from integration_portal.core.models import BaseModel, SortKeyField
from integration_portal.core.text import sort_key


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SavedViewQuerySet":
        """One's own, and what is shared where the user has a role."""
        return self.filter(Q(owner=user.pk) | Q(shared=True), authority__in=user.access.reading)


class SavedView(BaseModel):
    """A list of measures with filters and order under a name: its address, without the page."""

    authority = models.ForeignKey(
        LocalAuthority, on_delete=models.CASCADE, related_name="saved_views", editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("angelegt von"),
        on_delete=models.CASCADE,
        related_name="saved_views",
        editable=False,
    )
    name = models.CharField(_("Name"), max_length=80)
    query = models.CharField(max_length=2000, blank=True, editable=False)
    shared = models.BooleanField(
        _("für alle dieser Kommune"),
        default=False,
        help_text=_("Alle mit einer Rolle in Ihrer Kommune finden die Ansicht über der Liste."),
    )
    sort_key = SortKeyField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ansicht")
        verbose_name_plural = _("Ansichten")
        ordering = ("sort_key", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("authority", "owner", "name"),
                name="saved_view_name_once",
                violation_error_message=_("Eine Ansicht dieses Namens haben Sie schon."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The list as it was saved."""
        address = reverse("measures:list", args=[self.authority.slug])
        return f"{address}?{self.query}" if self.query else address
