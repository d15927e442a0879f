"""Where somebody is named in words people typed: a contact of a paper, a signature, a description.

No foreign key leads there, and nobody but a person can tell whether the words may go. So they are
listed: for whoever asks for their data, and before a name is taken away for ever.
"""

import json
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from integration_portal.accounts.traces import Somebody
from integration_portal.core.relations import relation_to
from integration_portal.documents.models import IssuedDocument
from integration_portal.history.registry import Tracked, all_tracked, own_fields

from .models import Person
from .usage import Use

SHORTEST = 5  # letters; a shorter word stands in too many others


def mentions(who: Somebody, *, reader=None) -> list[Use]:
    """Things of the authority whose own words name them. With a reader only what they may see."""
    words = sorted(word for word in who.names | who.emails if len(word) >= SHORTEST)
    if not words:
        return []
    uses = []
    for model, wall, named in _places(words):
        rows = model._default_manager.filter(named, **{wall: who.authority})
        if reader is not None and not reader.is_superuser and hasattr(rows, "visible_to"):
            rows = rows.visible_to(reader)
        if things := list(rows.distinct()):
            uses.append(Use(str(model._meta.verbose_name_plural), things))
    return uses


def _places(words: list[str]) -> Iterator[tuple[type[models.Model], str, Q]]:
    """Each table, the way to its authority, and which of its rows have one of the words."""
    for of in all_tracked():
        if of.model is not Person:
            yield of.model, of.authority.replace(".", "__"), _naming(of, words)
    yield IssuedDocument, "authority", _frozen(words)


def _naming(of: Tracked, words: list[str]) -> Q:
    """The words in a text of the thing, or of a row below it."""
    named = [_typed(of.fields(), words)]
    for name in of.rows:
        relation = relation_to(of.model, name)
        row = relation.related_model
        matching = row._base_manager.filter(_typed(own_fields(row), words))
        named.append(Q(pk__in=matching.values(relation.field.name)))
    return reduce(or_, named)


def _typed(fields: Iterable[models.Field], words: list[str]) -> Q:
    """One of the words in one of the texts; nothing where there is no text."""
    texts = [
        field.name
        for field in fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]
    hits = [Q(**{f"{name}__icontains": word}) for name in texts for word in words]
    return reduce(or_, hits, Q(pk__in=[]))


def _frozen(words: list[str]) -> Q:
    """The words in what an issued document was made from; some databases store letters as codes."""
    spelled = {form for word in words for form in (word, json.dumps(word)[1:-1])}
    frozen = IssuedDocument.objects.annotate(words=Cast("data", TextField()))
    hits = reduce(or_, (Q(words__icontains=word) for word in sorted(spelled)))
    return Q(pk__in=frozen.filter(hits).values("pk"))
