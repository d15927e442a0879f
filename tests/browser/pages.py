"""Every page that the table of addresses knows, with a thing of the demo in it."""

from itertools import batched
from types import SimpleNamespace

from django.urls import reverse

from tests.walk.addresses import address
from tests.walk.table import AdminLine, Line, admin_lines, lines

# Not pages: files, data for machines, and answers that lead elsewhere at once.
NO_PAGES = {
    "health",
    "accounts:data",
    "calendar:file",
    "core:favicon",
    "council:attachment",
    "council:excerpt",
    "council:version_attachment",
    "documents:file",
    "documents:file_preview",
    "documents:preview",
    "exchange:file",
    "exchange:sample",
    "measures:report_file",
    "exchange:export",
    "reports:preview",
    "rounds:request_file",
    "reports:word",
    "stakeholders:person_export",
    # These send one on: who is logged in needs no login, and nobody has asked to.
    "account_reauthenticate",
    "account_reset_password_from_key",
    # Without the cookie of a link these lead to `rounds_by_link:over`; see `link_pages`.
    "rounds_by_link:answers",
    "rounds_by_link:receipt",
    "rounds_by_link:answer",
    "rounds_by_link:answer_all",
    "rounds_by_link:answer_draft",
    "rounds_by_link:answer_unchanged",
}
DOWNLOADS = {"export"}  # in the admin
GROUP = 24  # pages that one test visits: enough to reuse its window, few enough to share out

type Visit = tuple[str | None, str]  # who looks, and where


def portal_groups() -> list[tuple[Line, ...]]:
    """Of each address the lines that somebody may read, the portal's own pages only."""
    own = [
        line
        for line in lines()
        if line.readers and line.name not in NO_PAGES and not line.name.startswith("admin:")
    ]
    return list(batched(own, GROUP, strict=False))


def visit(things: SimpleNamespace, line: Line) -> Visit:
    """The officer looks; else the administrator; at public pages a visitor."""
    person: str | None = "integration" if "officer" in line.readers else "verwaltung"
    return (None if "visitor" in line.readers else person), address(things, line)


def rich_pages(things: SimpleNamespace) -> list[Visit]:
    """Pages of the demo whose things are fuller than those the table stands for."""
    rich, town = things.rich, ["musterstadt"]
    edition, evaluated = [*town, rich.current.slug], rich.evaluated
    named = [
        ("reports:overview", town),
        ("concepts:edition", edition),
        ("concepts:edition_as_adopted", edition),
        ("concepts:edition", [*town, "2030"]),
        ("concepts:field", [*edition, rich.field.pk]),
        ("concepts:edition", evaluated),
        ("concepts:evaluation", [*evaluated, rich.evaluation.pk]),
        ("measures:list", town),
        ("measures:measure", [*town, rich.measure.pk]),
        ("measures:edit", [*town, rich.measure.pk]),
        ("measures:progress", [*town, rich.measure.pk]),
        ("measures:reports", [*town, rich.measure.pk]),
        ("measures:report_edit", [*town, rich.measure.pk, rich.measure.last_report_id]),
        ("measures:timeline", [*town, rich.measure.pk]),
        ("rounds:list", town),
        ("rounds:round", [*town, rich.round_open.pk]),
        ("rounds:round", [*town, rich.round_closed.pk]),
        ("rounds:request", [*town, rich.handed_in.pk]),
        ("mail:outbox", town),
        ("council:papers", town),
        ("council:paper", [*town, rich.paper.pk]),
        ("council:paper_edit", [*town, rich.draft.pk]),
        ("council:resolution", [*town, rich.resolution.pk]),
        ("council:meetings", town),
        ("council:meeting", [*town, rich.meeting.pk]),
        ("stakeholders:network", town),
        ("stakeholders:organisation", [*town, rich.organisation.pk]),
    ]
    return [("integration", reverse(name, args=args)) for name, args in named]


def link_pages(things: SimpleNamespace) -> list[str]:
    """What somebody sees who was sent a link: where it leads, then what the cookie opens."""
    recipient = [things.recipient.pk]
    return [
        reverse("rounds_by_link:start", args=["zugang-waiblingen"]),
        reverse("rounds_by_link:answers", args=recipient),
        reverse("rounds_by_link:answer", args=[*recipient, things.asked.pk]),
        reverse("rounds_by_link:receipt", args=recipient),
    ]


def admin_groups() -> list[tuple[AdminLine, ...]]:
    return list(batched(admin_lines(), GROUP // 4, strict=False))


def admin_pages(things: SimpleNamespace, line: AdminLine) -> list[str]:
    """List, add, change, history and delete pages of a model, as far as an administrator may."""
    who = "administrator"
    pk = getattr(things, line.thing).pk
    doors = (
        ("changelist", [], line.listing),
        ("add", [], line.add),
        ("change", [pk], line.see),
        ("history", [pk], line.see),
        ("delete", [pk], line.delete),
    )
    found = [
        reverse(f"admin:{line.model}_{page}", args=args) for page, args, may in doors if who in may
    ]
    further = [page for page in line.extra if page not in DOWNLOADS]
    return found + [reverse(f"admin:{line.model}_{page}") + f"?ids={pk}" for page in further]
