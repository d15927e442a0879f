"""Issued documents and jobs without any rendering."""

import datetime as dt
import hashlib

import factory
from django.core.files.base import ContentFile
from django.utils import timezone

from integration_portal.documents.models import IssuedDocument, Job

from .accounts import LocalAuthorityFactory

CONTENT = b"%PDF-1.7\n%%EOF\n"


class IssuedDocumentFactory(factory.django.DjangoModelFactory):
    """A document about its authority; `kind=`, `subject_type=`, `subject_id=` for another thing."""

    class Meta:
        model = IssuedDocument

    authority = factory.SubFactory(LocalAuthorityFactory)
    kind = "sitzungsvorlage"
    title = factory.Sequence(lambda n: f"Sitzungsvorlage {n}/2026: Fortschreibung")
    subject_type = "accounts.localauthority"
    subject_id = factory.SelfAttribute("authority.pk")
    file = factory.LazyFunction(lambda: ContentFile(CONTENT, name="dokument.pdf"))
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    size = 25_000
    pages = 3
    stichtag = dt.date(2026, 11, 2)
    issued_at = factory.LazyFunction(timezone.now)


class JobFactory(factory.django.DjangoModelFactory):
    """Waiting for a worker."""

    class Meta:
        model = Job

    authority = factory.SubFactory(LocalAuthorityFactory)
    kind = "sitzungsvorlage"
    subject_label = factory.Sequence(lambda n: f"Sitzungsvorlage {n}")
    subject_type = "accounts.localauthority"
    subject_id = factory.SelfAttribute("authority.pk")
    total = 4
