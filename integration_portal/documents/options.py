"""What was typed as `name=value` in a shell, read by the form that the page shows."""

from collections.abc import Iterable, Iterator

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from .recipes import Recipe


class WrongOption(ValueError):
    """Says in words what cannot be chosen so, and what can."""


def read(recipe: Recipe, subject: Model, typed: Iterable[str]) -> dict[str, object]:
    """The options as the page would hand them over. Raises WrongOption.

    A choice is named by its value or, as on the page, by its words.
    """
    offered, wrong = _fields(recipe, subject), []
    chosen: dict[str, list[str]] = {}
    for said in typed:
        name, _equals, value = (part.strip() for part in said.partition("="))
        if name not in offered:
            wrong.append(_("„%(name)s“ lässt sich hier nicht wählen.") % {"name": name})
        elif not value:
            wrong.append(
                _("%(name)s: Nennen Sie nach dem Gleichheitszeichen, was gelten soll.")
                % {"name": name}
            )
        elif name in chosen and not isinstance(offered[name], forms.MultipleChoiceField):
            wrong.append(_("%(name)s: Das lässt sich nur einmal wählen.") % {"name": name})
        else:
            chosen.setdefault(name, []).append(_meant(offered[name], value))
    form = recipe.options_for(subject, chosen)
    for name, errors in form.errors.items() if form else ():
        wrong += [f"{name}: {error}" for error in errors]
    if wrong:
        raise WrongOption("\n".join([*wrong, *possible(recipe, subject)]))
    return recipe.read_options(chosen, subject)


def possible(recipe: Recipe, subject: Model) -> Iterator[str]:
    """Lines that name every option with its values."""
    offered = _fields(recipe, subject)
    if not offered:
        yield _("Zu diesem Dokument lässt sich nichts wählen.")
    for name, field in offered.items():
        several = _(", auch mehrfach") if isinstance(field, forms.MultipleChoiceField) else ""
        yield f"{name}\t{field.label}{several}"
        for value, label in _choices(field):
            yield f"  {value}\t{label}"
        if isinstance(field, forms.DateField):
            yield "  " + _("ein Tag, zum Beispiel 31.12.2026")


def _fields(recipe: Recipe, subject: Model) -> dict[str, forms.Field]:
    form = recipe.options_for(subject, None)
    return form.fields if form else {}


def _choices(field: forms.Field) -> list[tuple[str, str]]:
    """Without the empty one: who wants it leaves the option out."""
    choices = getattr(field, "choices", ())
    return [(str(value), str(label)) for value, label in choices if value]


def _meant(field: forms.Field, said: str) -> str:
    """The value behind the words, where just one has them; what was said otherwise."""
    choices = _choices(field)
    if said in (value for value, _label in choices):
        return said
    found = [value for value, label in choices if label.casefold() == said.casefold()]
    return found[0] if len(found) == 1 else said
