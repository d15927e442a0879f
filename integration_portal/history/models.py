from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from integration_portal.accounts.models import LocalAuthority

from .differences import Change, changes
from .registry import pointer, tracked_model
from .visits import LastVisit

__all__ = [
    "LastVisit",
    "Revision",
    "RevisionAction",
    "RevisionQuerySet",
    "context_key",
    "subject_type",
]


class RevisionAction(models.TextChoices):
    CREATED = "created", _("angelegt")
    CHANGED = "changed", _("geändert")
    DELETED = "deleted", _("gelöscht")


def subject_type(model: type[models.Model] | models.Model) -> str:
    """ "measures.measure": how a revision names a table."""
    return model._meta.label_lower


def context_key(thing: models.Model | None) -> str:
    """ "concepts.edition:12": the larger thing whose state a revision is a part of."""
    return pointer(thing) if thing is not None else ""


class RevisionQuerySet(models.QuerySet):
    def of(self, thing: models.Model) -> "RevisionQuerySet":
        return self.filter(subject_type=subject_type(thing), subject_id=thing.pk)

    def told(self) -> "RevisionQuerySet":
        """With all that a sentence needs: one query for any number of revisions."""
        return self.select_related("by", "previous")

    def within(self, context: models.Model) -> "RevisionQuerySet":
        return self.filter(context=context_key(context))

    def as_of(self, moment) -> "RevisionQuerySet":
        """For each thing its last revision up to the moment, without what was deleted by then."""
        last = (
            Revision.objects.filter(
                subject_type=OuterRef("subject_type"),
                subject_id=OuterRef("subject_id"),
                at__lte=moment,
            )
            .order_by("-pk")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(last)).exclude(action=RevisionAction.DELETED)


class Revision(models.Model):
    """How a thing stood after somebody saved it: fields, relations and sub-rows."""

    authority = models.ForeignKey(
        LocalAuthority,
        verbose_name=_("Kommune"),
        on_delete=models.CASCADE,
        related_name="revisions",
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    previous = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="next"
    )
    label = models.CharField(_("Gegenstand"), max_length=300)
    context = models.CharField(max_length=80, blank=True)
    action = models.CharField(_("Vorgang"), max_length=10, choices=RevisionAction)
    reason = models.TextField(_("Grund"), blank=True)
    state = models.JSONField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("von"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("am"), default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    # From the page that lists changes of several things: where the thing is read, and the name of
    # the whole if it is a part of something.
    url = ""
    whole = ""

    class Meta:
        verbose_name = _("Stand")
        verbose_name_plural = _("Stände")
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("subject_type", "subject_id", "-id"), name="revision_subject"),
            models.Index(fields=("context", "subject_type"), name="revision_context"),
            models.Index(fields=("authority", "-id"), name="revision_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.get_action_display()}"

    @property
    def who(self) -> str:
        """The function before the name; commands that nobody was logged in for are the system."""
        return str(self.by) if self.by else str(_("System"))

    @property
    def signature(self) -> str:
        """ "Stabsstelle Soziales: Doppelt angelegt": who, and why if it was said."""
        return f"{self.who}: {self.reason}" if self.reason else self.who

    @property
    def subject(self) -> str:
        """ "Maßnahme 1.3 Sprachcafé": for a list that tells of several things.

        A name that says what it is ("Integrationskonzept der Stadt") stands alone.
        """
        model = tracked_model(self.subject_type)
        kind = capfirst(str(model._meta.verbose_name)) if model else ""
        return self.label if kind.casefold() in self.label.casefold() else f"{kind} {self.label}"

    @property
    def summary(self) -> str:
        """What happened when no single change tells it."""
        return {
            RevisionAction.CREATED: _("„%(label)s“ angelegt"),
            RevisionAction.DELETED: _("„%(label)s“ gelöscht"),
        }.get(RevisionAction(self.action), _("„%(label)s“ bestätigt")) % {"label": self.label}

    @property
    def changes(self) -> list[Change]:
        """What differs from the state before; read with `select_related("previous")`."""
        model = tracked_model(self.subject_type)
        if model is None or self.previous is None or self.action != RevisionAction.CHANGED:
            return []
        return changes(model, self.previous.state, self.state)
