"""The forms of the address book, for officers and administrators."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integration_portal.editing.forms import AggregateForm, PortalForm, RowForm, Rows, Section
from integration_portal.editing.quick import QuickCreateField

from .actions.meetings import move_meeting, term_on
from .actions.people import PERSONAL
from .enums import MeetingState
from .models import Body, ContactPoint, LegislativeTerm, Meeting, Membership, Organisation, Person
from .naming import renamed
from .quick import PersonQuick, organisation_field


def of_authority(model, form) -> QuerySet:
    """Rows one may choose: the authority's own, without the thing itself."""
    rows = model.objects.filter(authority=form.authority)
    return rows.exclude(pk=form.instance.pk) if isinstance(form.instance, model) else rows


def living(model, form, chosen: int | None) -> QuerySet:
    """The same without what has ended, but with what is chosen already."""
    return of_authority(model, form).filter(model.still_there(timezone.localdate()) | Q(pk=chosen))


class OrganisationForm(AggregateForm):
    class Meta:
        model = Organisation
        fields = (
            "name", "kind", "internal", "parent", "email", "phone", "website", "address",
            "aliases", "ended_on", "successor", "note",
        )  # fmt: skip
        widgets = {
            "aliases": forms.Textarea(attrs={"rows": 3}),
            "address": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 4}),
        }

    sections = (
        Section("grunddaten", _("Grunddaten"), ("name", ("kind", "parent"), "internal")),
        Section("kontakt", _("Kontakt"), (("email", "phone"), "website", "address")),
        Section(
            "verbleib",
            _("Namen und Verbleib"),
            ("aliases", ("ended_on", "successor"), "note"),
            text=_("Unter anderen und früheren Namen wird die Organisation auch gefunden."),
        ),
    )

    def setup(self):
        self.fields["parent"].queryset = living(Organisation, self, self.instance.parent_id)
        self.fields["successor"].queryset = of_authority(Organisation, self)

    def after_save(self, *, by):
        if {"name", "aliases"} & set(self.changed_data):
            renamed(self.instance)


class PersonForm(AggregateForm):
    organisation = organisation_field(required=False)

    class Meta:
        model = Person
        fields = (
            "function", "organisation", "name", "email", "phone",
            "legal_basis", "consent_on", "consent_withdrawn_on", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    sections = (
        Section(
            "funktion",
            _("Funktion"),
            ("function", "organisation"),
            text=_("Die Funktion steht überall zuerst, auch in Vorlagen und Berichten."),
        ),
        Section(
            "kontakt",
            _("Name und Kontakt"),
            ("name", ("email", "phone"), "note"),
            text=_("Nur, was Sie für die Zusammenarbeit brauchen."),
        ),
        Section(
            "datenschutz",
            _("Datenschutz"),
            ("legal_basis", ("consent_on", "consent_withdrawn_on")),
            text=_("Ohne dienstliche Aufgabe braucht der Eintrag eine Einwilligung mit Datum."),
        ),
    )

    def setup(self):
        chosen = self.instance.organisation_id
        self.fields["organisation"].queryset = living(Organisation, self, chosen)
        if self.instance.anonymised_at:
            for name in PERSONAL:
                del self.fields[name]


class MembershipRow(RowForm):
    person = QuickCreateField(
        Person.objects.none(),
        PersonQuick,
        label=_("Person"),
        new_label=_("Neue Person"),
        required=False,
    )
    organisation = organisation_field(required=False)

    class Meta:
        model = Membership
        fields = ("person", "organisation", "role", "since", "until")

    def setup(self):
        self.fields["person"].queryset = of_authority(Person, self)
        chosen = self.instance.organisation_id
        self.fields["organisation"].queryset = living(Organisation, self, chosen)


class BodyForm(AggregateForm):
    class Meta:
        model = Body
        fields = (
            "name", "short_name", "kind", "public", "rhythm", "office",
            "succeeds", "since", "until", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}

    rows = (
        Rows(
            "memberships",
            form=MembershipRow,
            title=_("Mitglieder"),
            add_label=_("Mitglied hinzufügen"),
            row_label=_("Mitglied"),
            blocks=True,
            extra=0,
        ),
    )
    sections = (
        Section("grunddaten", _("Grunddaten"), ("name", ("short_name", "kind"), "note")),
        Section("sitzungen", _("Sitzungen"), (("rhythm", "office"), "public")),
        Section("bestehen", _("Bestehen"), (("since", "until"), "succeeds")),
        Section(
            "mitglieder",
            _("Mitglieder"),
            rows=("memberships",),
            text=_(
                "Eine Person, eine Organisation oder beides. Wer ausscheidet, bekommt ein Datum "
                "bei „bis“; so bleibt sichtbar, wer früher dabei war."
            ),
        ),
    )

    def setup(self):
        chosen = self.instance.office_id
        self.fields["office"].queryset = living(Organisation, self, chosen)
        self.fields["succeeds"].queryset = of_authority(Body, self)


class ContactPointForm(AggregateForm):
    class Meta:
        model = ContactPoint
        fields = (
            "name", "topic", "organisation", "offer", "place", "hours", "languages",
            "phone", "email", "website",
        )  # fmt: skip
        widgets = {"offer": forms.Textarea(attrs={"rows": 4})}

    sections = (
        Section("angebot", _("Angebot"), ("name", ("topic", "organisation"), "offer", "languages")),
        Section("wo", _("Wo und wann"), (("place", "hours"), ("phone", "email"), "website")),
    )

    def setup(self):
        chosen = self.instance.organisation_id
        self.fields["organisation"].queryset = living(Organisation, self, chosen)


class MeetingForm(AggregateForm):
    """The day of a sitting that is entered already changes by a move only, with its reason."""

    class Meta:
        model = Meeting
        fields = (
            "body", "date", "time", "place", "papers_due_on", "state", "term", "public", "note",
        )  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    sections = (
        Section("termin", _("Termin"), ("body", ("date", "time"), "place", "public")),
        Section("vorbereitung", _("Vorbereitung"), (("papers_due_on", "term"), "state", "note")),
    )

    def setup(self):
        self.fields["term"].queryset = LegislativeTerm.objects.filter(authority=self.authority)
        if self.instance.pk:
            del self.fields["body"], self.fields["date"]
        else:
            del self.fields["state"]
            chosen = self.instance.body_id
            self.fields["body"].queryset = living(Body, self, chosen)
            self.fields["term"].help_text = _("Leer: die Wahlperiode, in die der Tag fällt.")

    def clean(self):
        cleaned = super().clean()
        due, day = cleaned.get("papers_due_on"), cleaned.get("date") or self.instance.date
        if due and day and due > day:
            self.add_error("papers_due_on", _("Der Versand der Unterlagen liegt nach der Sitzung."))
        return cleaned

    def before_save(self, *, by):
        meeting = self.instance
        if meeting.pk is None and meeting.term is None:
            meeting.term = term_on(meeting.body.authority_id, meeting.date)


class MeetingMoveForm(PortalForm):
    to_date = forms.DateField(label=_("Neuer Tag"))
    to_time = forms.TimeField(
        label=_("Neue Uhrzeit"), required=False, help_text=_("Leer: die Uhrzeit bleibt.")
    )
    reason = forms.CharField(
        label=_("Grund"),
        max_length=300,
        help_text=_("Er bleibt mit dem alten Tag sichtbar."),
    )
    sections = (Section("termin", _("Neuer Termin"), (("to_date", "to_time"), "reason")),)

    def __init__(self, *args, meeting: Meeting, **kwargs):
        self.meeting = meeting
        super().__init__(*args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if self.meeting.state == MeetingState.HELD:
            raise ValidationError(
                _(
                    "Die Sitzung ist als stattgefunden eingetragen. War das ein Versehen, setzen "
                    "Sie ihren Stand zuerst auf „geplant“."
                )
            )
        if cleaned.get("to_date") == self.meeting.date:
            self.add_error("to_date", _("Das neue Datum ist das alte."))
        return cleaned

    def save(self, *, by):
        return move_meeting(meeting=self.meeting, by=by, **self.cleaned_data)
