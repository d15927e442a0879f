"""Who may open which address of the portal, and who may send something to it.

One line per address: its name; who may GET and who may POST; which thing stands for a part of the
address that is not called like it (see `world.py`); what follows the question mark. Whoever is not
named is sent to the login (visitors), told that they may not (403) or that there is nothing (404).
An address may have more than one line. `-` means nobody: the method does not exist there.
"""

from dataclasses import dataclass

PERSONA = {
    "V": "visitor",
    "A": "administrator",
    "O": "officer",
    "C": "contributor",
    "R": "reader",
    "N": "neighbour_officer",
    "M": "member_officer",
    "B": "operator",
}
GROUPS = {"all": "VAOCRNMB", "login": "AOCRNMB", "inside": "AOCR", "-": ""}

TABLE = """
health                                all     -

core:favicon                          all     -
core:hilfe                            all     -
core:impressum                        all     -
core:datenschutz                      all     -
core:barrierefreiheit                 all     -
core:darstellung                      -       all

account_login                         all     all
account_logout                        all     all
account_inactive                      all     -
account_reauthenticate                login   login
account_change_password               login   login
account_reset_password                all     all
account_reset_password_done           all     -
account_reset_password_from_key       all     all     uidb36=x key=x
account_reset_password_from_key_done  all     -

accounts:home                         login   login
accounts:profile                      login   login
accounts:data                         login   -
accounts:invitation                   V       V       token=Eigen-einladung
accounts:accounts                     A       -
accounts:events                       A       -
accounts:invite                       A       A
accounts:resend                       -       A       pk=invitation
accounts:revoke                       A       A       pk=invitation
accounts:account                      A       A       pk=account
accounts:withdraw                     A       A       pk=account
accounts:hand_over                    A       A       pk=account
accounts:lock                         A       A       pk=account
accounts:unlock                       -       A       pk=account

calendar:page                         login   login
calendar:file                         all     -       token=Eigen-kalender

editing:paste                         -       login

documents:file                        inside  -       pk=document
documents:file_preview                inside  -       pk=document
documents:withdraw                    O       O       pk=document
documents:erase                       O       O       pk=document
documents:preview                     O       -       pk=sent kind=sitzungsvorlage
documents:job                         O       -       pk=job
documents:job_retry                   -       O       pk=job

mail:outbox                           AO      -
mail:mail                             AO      -       pk=mail
mail:send_again                       -       AO      pk=mail
mail:confirm                          -       AO      pk=mail

reports:overview                      inside  -
reports:documents                     inside  -
reports:work_list                     AOC     -
reports:history                       AOC     -
reports:history                       AOC     -       ?art=massnahmen
reports:search                        inside  -
reports:search                        inside  -       ?q=Eigen
reports:issue                         O       -
reports:issue                         O       -       ?art=massnahmenblatt
reports:issue                         O       O       ?art=sitzungsvorlage&gegenstand={sent}
reports:issue                         O       O       ?art=sachstandsbericht&gegenstand={edition}
reports:preview                       O       -       ?art=sitzungsvorlage&gegenstand={sent}
reports:paper_of_report               O       O       pk=progress_report

reports:word                          O       -       pk=paper

concepts:concept                      inside  -
concepts:concept_new                  O       O
concepts:concept_edit                 O       O
concepts:concept_history              O       -
concepts:edition_new                  O       O
concepts:strategic_goals              inside  -
concepts:strategic_goal_new           O       O
concepts:strategic_goal_edit          O       O       pk=strategic_goal
concepts:strategic_goal_delete        O       O       pk=strategic_goal
concepts:strategic_goal_history       O       -       pk=strategic_goal
concepts:edition                      inside  -
concepts:edition_edit                 O       O
concepts:edition_making               O       O
concepts:edition_status               O       O
concepts:edition_delete               O       O
concepts:edition_history              AOC     -
concepts:edition_as_adopted           inside  -       edition=adopted
concepts:edition_as_of                AOC     -
concepts:edition_as_of                AOC     -       ?am=22.11.2026
concepts:chapter_new                  O       O
concepts:chapter_edit                 O       O       pk=chapter
concepts:chapter_delete               O       O       pk=chapter
concepts:chapter_move                 -       O       pk=chapter
concepts:chapter_history              AOC     -       pk=chapter
concepts:theme_new                    O       O
concepts:theme_edit                   O       O       pk=theme
concepts:theme_delete                 O       O       pk=theme
concepts:theme_move                   -       O       pk=theme
concepts:theme_history                AOC     -       pk=theme
concepts:event_new                    O       O
concepts:event_edit                   O       O       pk=event
concepts:event_delete                 O       O       pk=event
concepts:event_move                   -       O       pk=event
concepts:event_history                AOC     -       pk=event
concepts:evaluation_new               O       O
concepts:evaluation                   inside  -       pk=evaluation
concepts:evaluation_edit              O       O       pk=evaluation
concepts:evaluation_delete            O       O       pk=evaluation
concepts:evaluation_history           AOC     -       pk=evaluation
concepts:evaluation_chapter_new       O       O
concepts:evaluation_chapter_edit      O       O       pk=evaluation_chapter
concepts:evaluation_chapter_delete    O       O       pk=evaluation_chapter
concepts:evaluation_chapter_move      -       O       pk=evaluation_chapter
concepts:evaluation_chapter_history   AOC     -       pk=evaluation_chapter
concepts:field                        inside  -       pk=field
concepts:field_new                    O       O
concepts:field_edit                   O       O       pk=field
concepts:field_delete                 O       O       pk=field
concepts:field_move                   -       O       pk=field
concepts:field_history                AOC     -       pk=field
concepts:goal_new                     O       O
concepts:goal_edit                    O       O       pk=goal
concepts:goal_delete                  O       O       pk=goal
concepts:goal_move                    -       O       pk=goal
concepts:goal_history                 AOC     -       pk=goal

measures:list                         inside  -
measures:list                         inside  -       ?fassung={edition.slug}&feld={field}
measures:list                         inside  -       ?fassung={edition.slug}&ansicht=zeitplan
measures:bulk                         OC      OC      ?fassung={edition.slug}&auswahl={measure}
measures:bulk                         OC      OC      ?fassung={edition.slug}&alle=1&feld={field}
measures:bulk_changes                 OC      -
measures:bulk_change                  O       O       pk=bulk_change
measures:cell                         OC      OC      pk=measure kind=stand
measures:cell                         O       O       pk=measure kind=federfuehrung
measures:views                        inside  -
measures:view_new                     inside  inside  ?feld={field}
measures:view_edit                    O       O       pk=saved_view
measures:view_delete                  O       O       pk=saved_view
measures:new                          O       O
measures:new                          O       O       ?fassung={edition.slug}&feld={field}
measures:extra_fields                 O       -
measures:extra_field_new              O       O
measures:extra_field_edit             O       O       pk=extra_field
measures:extra_field_move             -       O       pk=extra_field
measures:extra_field_delete           O       O       pk=extra_field
measures:measure                      inside  -       pk=measure
measures:edit                         O       O       pk=measure
measures:progress                     OC      OC      pk=measure
measures:delete                       O       O       pk=measure
measures:history                      AOC     -       pk=measure
measures:history                      AOC     -       pk=measure   ?am=22.11.2026
measures:timeline                     inside  -       pk=measure
measures:overrule                     O       O       kind=stale
measures:overrule_end                 O       O       pk=overrule
measures:reports                      inside  -
measures:report_file                  inside  -       pk=report_attachment
measures:report_new                   OC      OC
measures:report_edit                  O       O       pk=report
measures:report_delete                O       O       pk=report

rounds:list                           O       -
rounds:new                            O       O
rounds:new                            O       O       ?fassung={edition.slug}&feld={field}
rounds:round                          O       -       pk=planned_round
rounds:round                          O       -       pk=round
rounds:edit                           O       O       pk=planned_round
rounds:delete                         O       O       pk=planned_round
rounds:preview                        O       -       pk=planned_round
rounds:open                           O       O       pk=planned_round
rounds:remind                         -       O       pk=round
rounds:approve_all                    -       O       pk=round
rounds:close                          O       O       pk=round
rounds:recipient                      O       -       pk=recipient
rounds:recipient_remind               -       O       pk=recipient
rounds:recipient_link                 -       O       pk=recipient
rounds:recipient_address              O       O       pk=recipient
rounds:recipient_revoke               -       O       pk=recipient
rounds:request                        O       -       pk=submitted
rounds:approve                        -       O       pk=submitted
rounds:give_back                      O       O       pk=submitted
rounds:adopt                          -       O       pk=unsubmitted
rounds:request_file                   O       -       pk=request_file
rounds:own                            AOC     -
rounds:answers                        C       -
rounds:receipt                        C       -
rounds:answer_all                     -       C
rounds:answer                         C       C       pk=asked
rounds:answer_draft                   -       C       pk=asked
rounds:answer_unchanged               -       C       pk=asked
rounds_by_link:over                   all     -
rounds_by_link:start                  all     all     token=zugang-waiblingen
rounds_by_link:answers                all     all
rounds_by_link:receipt                all     all
rounds_by_link:answer_all             all     all
rounds_by_link:answer                 all     all     pk=asked
rounds_by_link:answer_draft           all     all     pk=asked
rounds_by_link:answer_unchanged       all     all     pk=asked

exchange:export                       inside  -       kind=xlsx
exchange:export                       inside  -       kind=csv ?fassung={edition.slug}&feld={field}
exchange:export                       inside  -       kind=json
exchange:imports                      O       O
exchange:sample                       O       -
exchange:columns                      O       O       pk=list_checked
exchange:preview                      O       O       pk=list_checked
exchange:apply                        O       O       pk=list_checked
exchange:discard                      O       O       pk=list_checked
exchange:import                       O       -       pk=list_applied
exchange:file                         O       -       pk=list_applied
exchange:undo                         O       O       pk=list_applied
exchange:origin                       AOC     -

council:papers                        inside  -
council:paper_new                     O       O
council:paper                         O       -       pk=paper
council:paper                         inside  -       pk=sent
council:paper_edit                    O       O       pk=paper
council:paper_revise                  O       O       pk=sent
council:paper_delete                  O       O       pk=paper
council:paper_history                 O       -       pk=paper
council:paper_history                 O       -       pk=sent
council:paper_state                   O       O       pk=paper
council:paper_number                  O       O       pk=sent
council:paper_finances                O       O       pk=paper
council:paper_version                 inside  -       pk=sent number=version
council:version_attachment            inside  -       pk=attachment paper=sent number=version
council:attachment                    O       -       pk=draft_attachment
council:attachment                    inside  -       pk=attachment paper=sent
council:attachment_supply             O       O       pk=announced paper=sent
council:excerpt                       inside  -       pk=outcome paper=sent
council:station_new                   O       O       paper=sent
council:station_edit                  O       O       pk=station paper=sent
council:outcome_new                   O       O       paper=sent
council:outcome_edit                  O       O       pk=outcome paper=sent
council:adopt                         O       O       pk=sent
council:resolutions                   inside  -
council:resolution_new                O       O
council:edition_resolution            O       O
council:resolution                    inside  -       pk=resolution
council:resolution_edit               O       O       pk=resolution
council:resolution_delete             O       O       pk=resolution
council:follow_up_new                 O       O
council:follow_up_edit                O       O       pk=follow_up
council:follow_up_done                -       O       pk=follow_up
council:meetings                      inside  -
council:meeting                       inside  -       pk=meeting
council:item_new                      O       O
council:item_edit                     O       O       pk=item
council:item_delete                   O       O       pk=item
council:item_move                     -       O       pk=item

stakeholders:bodies                   inside  -
stakeholders:body                     inside  -       pk=body
stakeholders:body_new                 AO      AO
stakeholders:body_edit                AO      AO      pk=body
stakeholders:body_delete              AO      AO      pk=body
stakeholders:body_history             AOC     -       pk=body
stakeholders:meeting_new              AO      AO
stakeholders:meeting_edit             AO      AO      pk=meeting
stakeholders:meeting_move             AO      AO      pk=meeting
stakeholders:meeting_delete           AO      AO      pk=meeting
stakeholders:network                  inside  -
stakeholders:organisation             inside  -       pk=organisation
stakeholders:organisation_new         AO      AO
stakeholders:organisation_edit        AO      AO      pk=organisation
stakeholders:organisation_delete      AO      AO      pk=organisation
stakeholders:organisation_history     AOC     -       pk=organisation
stakeholders:person                   AOC     -       pk=person
stakeholders:person_new               AO      AO
stakeholders:person_edit              AO      AO      pk=person
stakeholders:person_delete            AO      AO      pk=person
stakeholders:person_history           AOC     -       pk=person
stakeholders:person_export            AO      -       pk=person
stakeholders:person_anonymise         AO      AO      pk=person
stakeholders:contact_points           inside  -
stakeholders:contact_point_new        AO      AO
stakeholders:contact_point_edit       AO      AO      pk=contact_point
stakeholders:contact_point_delete     AO      AO      pk=contact_point

admin:index                           AONMB   AONMB
admin:app_list                        AONMB   AONMB   app_label=stakeholders
admin:login                           AONMB   AONMB
admin:logout                          login   login
admin:password_change                 AONMB   AONMB
admin:password_change_done            AONMB   AONMB
admin:jsi18n                          AONMB   -
"""

# Nobody gets there: allauth asks for these addresses, the portal does not have the pages; a logo
# exists only where one was uploaded; `tests.accounts` looks at those that are.
CLOSED = """
account_signup
account_set_password
account_email
account_email_verification_sent
account_confirm_email
account_confirm_login_code
accounts:logo
"""

# In the admin, by model: the thing; who sees a list (of their own rows); who may add one; who may
# open that thing and its history; who may change it; who may delete it; further pages of the model
# for rows chosen in its list.
ADMIN = """
accounts_localauthority      authority       AB     B      AB   AB   B
accounts_user                account         AB     B      AB   AB   B
accounts_role                role            AB     AB     AB   -    AB
accounts_invitation          invitation      AB     AB     AB   -    B
accounts_accountevent        account_event   AB     -      AB   -    -
stakeholders_body            body            AONMB  AONMB  AOB  AOB  AOB  merge
stakeholders_legislativeterm term            AONMB  AONMB  AOB  AOB  AOB
stakeholders_meeting         meeting         AONMB  AONMB  AOB  AOB  AOB
stakeholders_organisation    organisation    AONMB  AONMB  AOB  AOB  AOB  merge
stakeholders_contactpoint    contact_point   AONMB  AONMB  AOB  AOB  AOB
stakeholders_person          person          AONMB  AONMB  AOB  AOB  AOB  merge anonymise export
stakeholders_representation  representation  AONMB  AONMB  AOB  AOB  AOB
"""

# Autocomplete: which field of which model asks, and which kind of thing it offers.
AUTOCOMPLETE = """
stakeholders  organisation    parent        organisation
stakeholders  person          organisation  organisation
stakeholders  body            succeeds      body
stakeholders  meeting         body          body
stakeholders  membership      person        person
stakeholders  representation  body          body
"""

# What is chosen beforehand by the address of a form: a foreign id there tells and chooses nothing.
PRESETS = """
concepts:chapter_new             ?unter={chapter}
concepts:field_new               ?unter={field}
concepts:goal_new                ?unter={goal}
concepts:evaluation_chapter_new  ?unter={evaluation_chapter}
measures:new                     ?fassung={edition.slug}
measures:new                     ?fassung={own.edition.slug}&feld={field}
measures:new                     ?fassung={own.edition.slug}&baustein_von={measure}
measures:list                    ?fassung={edition.slug}
measures:list                    ?ansicht=zeitplan&fassung={edition.slug}
measures:list                    ?ansicht=zeitplan&feld={field}
measures:bulk                    ?fassung={edition.slug}&auswahl={measure}
measures:bulk                    ?fassung={own.edition.slug}&auswahl={measure}
measures:bulk                    ?fassung={own.edition.slug}&alle=1&feld={field}
measures:list                    ?feld={field}
measures:list                    ?federfuehrung={organisation}
measures:list                    ?beteiligt={organisation}
measures:list                    ?ziel={goal}
council:papers                   ?gremium={body}
council:paper_new                ?fassung={edition.slug}&massnahme={measure}&feld={field}
council:resolution_new           ?gremium={body}
council:resolutions              ?gremium={body}
council:meetings                 ?gremium={body}
council:item_new                 ?station={station}
stakeholders:network             ?text=Fremd
stakeholders:meeting_new         ?gremium={body}
stakeholders:person_new          ?organisation={organisation}
reports:issue                    ?art=sitzungsvorlage&gegenstand={sent}
reports:issue                    ?art=massnahmenblatt&gegenstand={measure}
reports:issue                    ?art=konzept&gegenstand={edition}
reports:issue                    ?art=sachstandsbericht&gegenstand={edition}&gremium={body}
reports:preview                  ?art=sitzungsvorlage&gegenstand={sent}
reports:documents                ?art=sitzungsvorlage
reports:search                   ?q=Fremd
"""


def people(letters: str) -> frozenset[str]:
    return frozenset(PERSONA[letter] for letter in GROUPS.get(letters, letters))


@dataclass(frozen=True)
class Line:
    name: str
    readers: frozenset[str]
    writers: frozenset[str]
    named: tuple[tuple[str, str], ...] = ()
    query: str = ""

    def __str__(self) -> str:
        about = " ".join(f"{part}={thing}" for part, thing in self.named)
        return f"{self.name}{self.query} {about}".strip()

    def allowed(self, method: str) -> frozenset[str]:
        return self.readers if method == "get" else self.writers


def lines() -> list[Line]:
    found = []
    for line in filter(None, TABLE.splitlines()):
        name, readers, writers, *rest = line.split()
        found.append(
            Line(
                name,
                people(readers),
                people(writers),
                tuple(tuple(word.split("=", 1)) for word in rest if not word.startswith("?")),
                next((word for word in rest if word.startswith("?")), ""),
            )
        )
    return found


def closed() -> list[str]:
    return CLOSED.split()


@dataclass(frozen=True)
class AdminLine:
    model: str
    thing: str
    listing: frozenset[str]
    add: frozenset[str]
    see: frozenset[str]
    change: frozenset[str]
    delete: frozenset[str]
    extra: tuple[str, ...] = ()


def admin_lines() -> list[AdminLine]:
    found = []
    for line in ADMIN.strip().splitlines():
        model, thing, *rest = line.split()
        found.append(AdminLine(model, thing, *map(people, rest[:5]), extra=tuple(rest[5:])))
    return found


def autocompletes() -> list[list[str]]:
    return [line.split() for line in AUTOCOMPLETE.strip().splitlines()]


def presets() -> list[list[str]]:
    return [line.split() for line in PRESETS.strip().splitlines()]
