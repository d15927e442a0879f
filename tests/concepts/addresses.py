"""Every address of the room: what it asks of an edition, and of whom."""

from typing import NamedTuple

from django.urls import reverse

from concepts.models import Edition


class Address(NamedTuple):
    """`who` is "reader" (all who see the edition), "inside" or "officer"; `when` the statuses in
    which an officer may enter: "open", "plan" (open or in force), "making", "ever"."""

    name: str
    who: str = "officer"
    when: str = "plan"
    owner: str = "edition"  # which made thing the address ends with
    method: str = "get"


PARTS = ("chapter", "theme", "goal", "field")
ADDRESSES = [
    Address("edition", "reader", "ever"),
    Address("edition_as_adopted", "reader", "adopted"),
    Address("field", "reader", "ever", "field"),
    Address("evaluation", "reader", "ever", "evaluation"),
    Address("edition_edit"),
    Address("edition_making", when="making"),
    Address("edition_status", when="next"),
    Address("edition_delete", when="open"),
    Address("edition_history", "inside", "ever"),
    Address("edition_as_of", "inside", "ever"),
    Address("chapter_new"),
    Address("theme_new"),
    Address("field_new"),
    Address("goal_new", owner="field"),
    Address("event_new", when="making"),
    Address("evaluation_new", when="ever"),
    Address("evaluation_chapter_new", when="ever", owner="evaluation"),
    *(Address(f"{kind}_{verb}", owner=kind) for kind in PARTS for verb in ("edit", "delete")),
    *(Address(f"{kind}_move", when="open", owner=kind, method="post") for kind in PARTS),
    *(Address(f"{kind}_history", "inside", "ever", kind) for kind in PARTS),
    Address("event_edit", when="making", owner="event"),
    Address("event_delete", when="making", owner="event"),
    Address("event_move", when="making", owner="event", method="post"),
    Address("event_history", "inside", "ever", "event"),
    Address("evaluation_edit", when="ever", owner="evaluation"),
    Address("evaluation_delete", when="ever", owner="evaluation"),
    Address("evaluation_history", "inside", "ever", "evaluation"),
    Address("evaluation_chapter_edit", when="ever", owner="evaluation_chapter"),
    Address("evaluation_chapter_delete", when="ever", owner="evaluation_chapter"),
    Address("evaluation_chapter_move", when="ever", owner="evaluation_chapter", method="post"),
    Address("evaluation_chapter_history", "inside", "ever", "evaluation_chapter"),
]
# Below the authority alone: who may enter them.
OF_AUTHORITY = {
    "concept": "reader",
    "strategic_goals": "reader",
    "concept_new": "officer",
    "concept_edit": "officer",
    "concept_history": "officer",
    "edition_new": "officer",
    "strategic_goal_new": "officer",
    "strategic_goal_edit": "officer",
    "strategic_goal_delete": "officer",
    "strategic_goal_history": "officer",
}


def url(address: Address, made: dict, *, slug: str = "", edition: str = "") -> str:
    """The address for what `fill` made; another authority's or edition's slug on request."""
    of: Edition = made["edition"]
    args = [slug or of.concept.authority.slug, edition or of.slug]
    if address.owner == "evaluation_chapter":
        args.append(made["evaluation_chapter"].evaluation_id)
    if address.owner != "edition":
        args.append(made[address.owner].pk)
    return reverse(f"concepts:{address.name}", args=args)


def url_of_authority(name: str, made: dict, *, slug: str = "") -> str:
    args = [slug or made["edition"].concept.authority.slug]
    if name in ("concept_edit", "concept_history", "edition_new"):
        args.append(made["edition"].concept_id)
    elif name.startswith("strategic_goal_") and name != "strategic_goal_new":
        args.append(made["strategic_goal"].pk)
    return reverse(f"concepts:{name}", args=args)
