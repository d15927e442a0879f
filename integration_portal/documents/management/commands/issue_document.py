"""`issue_document sitzungsvorlage --authority musterstadt --of 12 --output paper.pdf --by …`"""

from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integration_portal.accounts.models import LocalAuthority, User

from ... import options as options_of
from ... import rules
from ...actions.issue import IssueFailed, issue_now
from ...models import IssuedDocument
from ...recipes import Recipe, recipes
from ...rendering import RenderingUnavailable

AMBIGUOUS = 2  # exit code when it is not clear what is meant


class Command(BaseCommand):
    help = "Gibt ein Dokument aus, legt es ab und schreibt es in eine Datei."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "kind",
            nargs="?",
            choices=recipes.kinds(),
            help="Art des Dokuments; darf bei --list fehlen",
        )
        parser.add_argument("--authority", required=True, help="Adresse (slug) der Kommune")
        parser.add_argument("--by", required=True, metavar="E-MAIL", help="Konto, das ausgibt")
        parser.add_argument("--of", metavar="GEGENSTAND", help="Nummer, slug oder id")
        parser.add_argument("--output", metavar="DATEI", help="Wohin die Datei geschrieben wird")
        parser.add_argument(
            "--option",
            metavar="NAME=WERT",
            action="append",
            default=[],
            help="Wahl wie auf der Seite, zum Beispiel stichtag=31.12.2026; auch mehrfach",
        )
        parser.add_argument(
            "--list",
            action="store_true",
            help="alle Gegenstände auflisten; mit Art und --of, was sich dafür wählen lässt",
        )

    def handle(self, *args, **options) -> None:
        authority = self.authority(options["authority"])
        user = self.user(options["by"], authority)
        if options["list"]:
            self.list(options["kind"], options["of"], authority, user)
            return
        if not options["kind"] or not options["of"] or not options["output"]:
            raise CommandError(
                _(
                    "Nennen Sie die Art, mit --of den Gegenstand und mit --output die Datei, "
                    "oder --list."
                ),
                returncode=AMBIGUOUS,
            )
        recipe = self.recipe(options["kind"])
        target = Path(options["output"])
        if not target.parent.is_dir():
            raise CommandError(
                _("Den Ordner für die Datei gibt es nicht: %(path)s") % {"path": target.parent}
            )
        subject = self.subject(recipe, authority, options["of"], user)
        document = self.issue(
            recipe, subject, self.chosen(recipe, subject, options["option"]), user
        )
        self.write(document, target)
        self.stdout.write(
            ngettext(
                "%(title)s: %(pages)s Seite, SHA-256 %(sha)s",
                "%(title)s: %(pages)s Seiten, SHA-256 %(sha)s",
                document.pages,
            )
            % {"title": document.title, "pages": document.pages, "sha": document.sha256}
        )

    def list(
        self, kind: str | None, key: str | None, authority: LocalAuthority, user: User
    ) -> None:
        """All subjects of one kind, or of every kind under its name; of one subject its options."""
        if kind and key:
            recipe = self.recipe(kind)
            subject = self.subject(recipe, authority, key, user)
            self.stdout.write("\n".join(options_of.possible(recipe, subject)))
            return
        for each in [kind] if kind else recipes.kinds():
            recipe = self.recipe(each)
            if not kind:
                self.stdout.write(f"# {each}")
            for subject in recipe.subjects(authority, user):
                self.stdout.write(self.line(recipe, subject))

    def recipe(self, kind: str) -> Recipe:
        recipe = recipes.get(kind)
        if recipe is None:
            raise CommandError(
                _("Ein Dokument der Art „%(kind)s“ gibt es nicht. Bekannt sind: %(known)s")
                % {"kind": kind, "known": ", ".join(recipes.kinds())},
                returncode=AMBIGUOUS,
            )
        return recipe

    def authority(self, slug: str) -> LocalAuthority:
        found = LocalAuthority.objects.filter(slug=slug).first()
        if found is None:
            known = ", ".join(LocalAuthority.objects.values_list("slug", flat=True))
            raise CommandError(
                _("Eine Kommune „%(slug)s“ gibt es nicht. Bekannt sind: %(known)s")
                % {"slug": slug, "known": known},
                returncode=AMBIGUOUS,
            )
        return found

    def user(self, email: str, authority: LocalAuthority) -> User:
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None or not rules.can_issue(user, authority):
            raise CommandError(
                _("%(email)s darf für %(authority)s keine Dokumente ausgeben.")
                % {"email": email, "authority": authority}
            )
        return user

    def subject(self, recipe: Recipe, authority: LocalAuthority, key: str, user: User) -> Model:
        candidates = recipe.find(authority, key, user)
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            message = _("„%(key)s“ ist nicht eindeutig. Gemeint sein kann:")
        else:
            message = _("„%(key)s“ gibt es nicht. Zur Wahl stehen:")
        offered: Iterable[Model] = candidates or recipe.subjects(authority, user)
        lines = [message % {"key": key}, *(self.line(recipe, subject) for subject in offered)]
        raise CommandError("\n".join(lines), returncode=AMBIGUOUS)

    def line(self, recipe: Recipe, subject: Model) -> str:
        return f"{subject.pk}\t{recipe.key(subject)}\t{recipe.title(subject)}"

    def chosen(self, recipe: Recipe, subject: Model, typed: Iterable[str]) -> dict[str, object]:
        try:
            return options_of.read(recipe, subject, typed)
        except options_of.WrongOption as error:
            raise CommandError(str(error), returncode=AMBIGUOUS) from error

    def issue(
        self, recipe: Recipe, subject: Model, options: dict[str, object], user: User
    ) -> IssuedDocument:
        try:
            return issue_now(recipe=recipe, subject=subject, options=options, by=user)
        except (IssueFailed, RenderingUnavailable) as error:
            raise CommandError(str(error)) from error

    def write(self, document: IssuedDocument, target: Path) -> None:
        try:
            with document.file.open("rb") as file:
                target.write_bytes(file.read())
        except OSError as error:
            raise CommandError(
                _("Das Dokument ist ausgegeben, die Datei ließ sich nicht schreiben: %(error)s")
                % {"error": error}
            ) from error
