import pytest
from django.core.exceptions import ValidationError

from exchange.enums import Target
from exchange.understanding.cells import (
    read_code,
    read_money,
    read_period,
    read_yes,
    split_names,
)
from exchange.understanding.headings import guess, key_of, meaning_of, year_in
from exchange.understanding.words import LISTS

KNOWN = {"Jugendamt", "VHS", "Amt für Schule, Jugend und Sport", "Rat; Tat"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SG-3 (vorher: SG-2)", ("SG-3", "SG-2")),
        ("SG-3, früher SG-2", ("SG-3", "SG-2")),
        ("Nr. 3", ("3", "")),
        ("Maßnahme 1.2.", ("1.2", "")),
        ("M 4", ("M 4", "")),
        ("2.1*", ("2.1", "")),
    ],
)
def test_numbers_are_read_with_the_ones_they_had_before(text, code):
    assert read_code(text) == code


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jugendamt/VHS", ["Jugendamt", "VHS"]),
        ("Amt für Schule, Jugend und Sport", ["Amt für Schule, Jugend und Sport"]),
        ("Amt für Soziales und Teilhabe", ["Amt für Soziales und Teilhabe"]),
        ("Amt für Soziales, VHS", ["Amt für Soziales", "VHS"]),
        ("Caritas, Diakonie und AWO", ["Caritas", "Diakonie", "AWO"]),
        ("Träger: Stadt; VHS\nJobcenter", ["Stadt", "VHS", "Jobcenter"]),
        ("Fachbereich Bildung und Caritasverband", ["Fachbereich Bildung", "Caritasverband"]),
        (
            "Verein Miteinander e. V., Moscheegemeinde",
            ["Verein Miteinander e. V.", "Moscheegemeinde"],
        ),
        ("Rat; Tat\nVHS", ["Rat; Tat", "VHS"]),
        ("A und O", ["A und O"]),
        ("VHS, VHS", ["VHS"]),
        (" ; ", []),
    ],
)
def test_each_organisation_of_a_cell_is_found_and_no_name_is_torn_apart(text, names):
    assert split_names(text, KNOWN.__contains__) == names


@pytest.mark.parametrize(
    ("text", "start", "end", "permanent"),
    [
        ("", "None", "None", False),
        ("ab 2021", "2021", "None", False),
        ("laufend", "None", "None", True),
        ("Daueraufgabe", "None", "None", True),
        ("2020-2022", "2020", "2022", False),
        ("2020 – 23", "2020", "2023", False),
        ("seit 2019, laufend", "2019", "None", True),
        ("2019 - laufend", "2019", "None", True),
        ("bis Ende 2024", "None", "Ende 2024", False),
        ("Frühjahr 2020 bis Herbst 2022", "Frühjahr 2020", "Herbst 2022", False),
        ("01.03.2020 - 31.12.2021", "01.03.2020", "31.12.2021", False),
        ("März - Mai 2021", "März 2021", "Mai 2021", False),
        ("2024", "2024", "2024", False),
    ],
)
def test_periods_are_read_as_people_write_them(text, start, end, permanent):
    period = read_period(text)

    assert (str(period.start), str(period.end), period.permanent) == (start, end, permanent)


@pytest.mark.parametrize("text", ["demnächst", "ab sofort", "bis auf weiteres", "2022-2020"])
def test_what_is_no_period_is_said_to_be_none(text):
    with pytest.raises(ValidationError):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("ca. 5.000 €/Jahr", [("5000", None, True, True)]),
        (
            "2021: 5.000 €, 2022: 6.000 €",
            [("5000", 2021, False, False), ("6000", 2022, False, False)],
        ),
        (
            "50.000 € in 2024; 60.000 € in 2025",
            [("50000", 2024, False, False), ("60000", 2025, False, False)],
        ),
        ("10 T€", [("10000", None, False, False)]),
        ("1,5 Mio. €", [("1500000", None, False, False)]),
        ("20.000,- €", [("20000", None, False, False)]),
        ("15.000,50", [("15000.50", None, False, False)]),
        ("12.000 EUR p.a.", [("12000", None, True, False)]),
        ("3 000 Euro", [("3000", None, False, False)]),
        ("kostenneutral", []),
        ("keine", []),
        ("", []),
    ],
)
def test_amounts_are_read_with_their_year_and_whether_they_come_back(text, amounts):
    found = [(f"{a.euros:f}", a.year, a.recurring, a.about) for a in read_money(text)]

    assert [(float(e), *rest) for e, *rest in found] == [(float(e), *rest) for e, *rest in amounts]


@pytest.mark.parametrize(
    "text", ["aus lfd. Mitteln", "5.000; 6.000", "99.999.999.999 €", "5.000 € je nach Bedarf"]
)
def test_what_is_no_amount_is_said_to_be_none(text):
    with pytest.raises(ValidationError):
        read_money(text)


def test_yes_and_no():
    assert [read_yes("x"), read_yes("Ja"), read_yes("nein"), read_yes("–")] == [
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(ValidationError):
        read_yes("vielleicht")


def test_headings_of_real_lists_are_understood():
    headings = [
        "Lfd. Nr.",
        "Maßnahme",
        "Handlungsfeld",
        "Feder-\nführung",
        "Kooperationspartner*innen",
        "Laufzeit von",
        "Laufzeit bis",
        "Stand der Umsetzung",
        "Kosten 2025",
        "Kosten 2026",
        "Finanzierung",
        "Bemerkungen",
        "Titel",
        "Zielgruppe",
    ]

    assert guess(headings, {}) == [
        "number",
        "title",
        "field",
        "lead",
        "partner",
        "start_planned",
        "end_planned",
        "status",
        "budget",
        "budget",
        "funder",
        "",
        "",
        "target_groups",
    ]


def test_what_was_chosen_the_last_time_counts_more_than_a_guess():
    assert guess(["Bemerkungen", "Maßnahme"], {"bemerkungen": "extra:7", "massnahme": ""}) == [
        "extra:7",
        "",
    ]


def test_every_name_of_a_column_is_understood_as_itself():
    assert [target for target in Target if meaning_of(target.label) != target] == []


def test_headings_are_remembered_without_signs_and_years():
    assert (key_of("Kosten (in €) 2025*"), year_in("Kosten 2025"), year_in("Kosten")) == (
        "kosten in",
        2025,
        None,
    )
    assert [meaning_of(""), meaning_of("x" * 90)] == [None, None]


def test_words_of_many_towns_mean_a_status():
    words = ["läuft", "Abgeschlossen", "in Arbeit", "laufend / Daueraufgabe"]

    assert [
        LISTS["status"].get(w.lower().replace("ä", "ae").replace(" / ", " ")) for w in words
    ] == [
        "running",
        "done",
        "running",
        "permanent",
    ]
