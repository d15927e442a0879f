"""What can be issued. A recipe turns a subject into frozen data and the data into a paper.

Recipes live on a higher floor and register when the portal starts:

    class CouncilPaperRecipe(Recipe):
        kind = "sitzungsvorlage"
        ...

    recipes.register(CouncilPaperRecipe())          # in an AppConfig.ready()
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import Form
from django.utils.functional import Promise


class Recipe:
    """One kind of document. Subclasses set the three names and answer the questions below."""

    kind: str  # short German word, used in addresses and in the shell: "sitzungsvorlage"
    label: str | Promise  # for people: _("Sitzungsvorlage")
    template: str  # extends "pdf/base.html"

    def subjects(self, authority, user) -> QuerySet:
        """What the user may make such a document of. A queryset, so that lists can page it."""
        raise NotImplementedError

    def find(self, authority, key: str, user) -> list[Model]:
        """Candidates for a number, slug or id typed in a shell; exactly one is a hit."""
        raise NotImplementedError

    def key(self, subject: Model) -> str:
        """What `find` would find it by: shown when candidates are listed."""
        return str(subject.pk)

    def authority(self, subject: Any):
        """The local authority it belongs to; overwrite where that is its parent's."""
        return subject.authority

    def options_for(self, subject: Any, raw: Mapping | None) -> Form | None:
        """The form with what can be chosen for this subject; None if there is nothing."""
        return None

    def read_options(self, raw: Mapping, subject: Any = None) -> dict[str, object]:
        """Options from an address or a form, as plain JSON. What is not known is left out.

        What can be chosen may depend on the subject.
        """
        return {}

    def title(self, subject: Model) -> str:
        """Title of the document, printed on it and stored with it."""
        return str(subject)

    def title_with(self, subject: Model, options: Mapping[str, object]) -> str:
        """The same where the options belong to it: a day, a part of the whole."""
        return self.title(subject)

    def data(self, subject: Model, options: Mapping[str, object]) -> dict[str, object]:
        """Everything the paper shows, as plain JSON: from it the paper could be set again."""
        raise NotImplementedError

    def context(self, data: Mapping[str, Any]) -> dict[str, object]:
        """Template context from frozen data alone; no query here."""
        return dict(data)

    def files(self, data: Mapping[str, Any]) -> dict[str, object]:
        """Stored pictures the template shows as `portal:<name>`: FieldFiles, paths or bytes."""
        return {}

    def draft(self, subject: Model) -> bool:
        """Whether it bears ENTWURF on every page."""
        return False

    def public(self, subject: Model) -> bool:
        """Whether the document may be shown to whoever may read the subject."""
        return False

    def internal(self, subject: Model, options: Mapping[str, object]) -> bool:
        """Whether it holds what must not leave the officers' hands, whoever reads the subject.

        Such a document is never public and can be attached to no paper.
        """
        return False

    def readable_by(self, user) -> Q | None:
        """Which issued documents of this kind people other than the officers may read.

        Drafts, internal, withdrawn and erased ones are left out by the caller. None means none.
        """
        return None


class Registry:
    """All recipes, in the order they were registered."""

    def __init__(self):
        self._recipes: dict[str, Recipe] = {}

    def register(self, recipe: Recipe) -> None:
        self._recipes[recipe.kind] = recipe

    def unregister(self, kind: str) -> None:
        self._recipes.pop(kind, None)

    def get(self, kind: str) -> Recipe | None:
        return self._recipes.get(kind)

    def all(self) -> Iterable[Recipe]:
        return tuple(self._recipes.values())

    def kinds(self) -> list[str]:
        return list(self._recipes)


recipes = Registry()
