from datetime import date

import pytest

from digikartta.long_format import FileAnswer, FileOrganisation, FileRespondent, RoundProfile
from digikartta.problems import InvalidInput
from digikartta.row_problems import MAX_PROBLEMS
from digikartta.texts import texts
from tests.every_scale import create_every_scale
from tests.long_format_files import create_row, csv_file, problems_of, read, read_rows

ID = "2617416-4"  # a Y-tunnus with a right check digit
OTHER_ID = "0201724-4"


def test_a_file_is_read_into_companies_rounds_respondents_and_answers() -> None:
    file = read_rows(
        create_row(business_id=ID, comment="Hyvä"),
        create_row(business_id=ID, item="vision.target", value="4"),
        create_row(business_id=ID, respondent="r2", role="management", value="dk"),
        create_row(business_id=ID, closed_on="", stage="T1", value="na"),
    )
    assert file.organisations == [FileOrganisation("Esimerkki Oy", ID)]
    assert [(r.stage, r.closed_on) for r in file.rounds] == [
        ("T0", date(2026, 1, 31)),
        ("T1", None),
    ]
    assert file.rounds[0].profile == RoundProfile("C", "micro", "091", "")
    assert file.respondents == [
        FileRespondent(0, "r1", "staff"),
        FileRespondent(0, "r2", "management"),
        FileRespondent(1, "r1", "staff"),
    ]
    assert list(file.answers_by_respondent([2, 1, 0])) == [
        (2, [FileAnswer(5, "vision_1", "na", "")]),
        (1, [FileAnswer(4, "vision_1", "dk", "")]),
        (0, [FileAnswer(2, "vision_1", "3", "Hyvä"), FileAnswer(3, "vision.target", "4", "")]),
    ]


def test_a_header_alone_is_a_file_without_answers() -> None:
    assert read_rows().organisations == []


def test_a_file_of_another_kind_is_refused_by_its_name() -> None:
    assert problems_of(csv_file([]), name="answers.ods") == [("unknown_file_type", 0, "")]


@pytest.mark.parametrize("municipality", ["091", "91", "Helsinki", "helsingfors", " HELSINKI "])
def test_a_municipality_has_a_name_and_a_code(municipality: str) -> None:
    file = read_rows(create_row(municipality=municipality))
    assert file.rounds[0].profile.municipality == "091"


def test_what_is_not_known_of_a_company_may_be_empty() -> None:
    file = read_rows(create_row(industry="", size_class="", municipality=""))
    assert file.rounds[0].profile == RoundProfile("", "", "", "")


@pytest.mark.parametrize(
    ("column", "cell", "key"),
    [
        ("organisation", " ", "cell_missing"),
        ("organisation", "x" * 201, "too_long"),
        ("organisation", "A\x00B", "control_character"),
        ("organisation", "A\nB", "control_character"),
        ("business_id", "2617416-5", "business_id"),
        ("business_id", "FI26174164", "business_id"),
        ("industry", "V", "industry_unknown"),
        ("industry", "62", "industry_unknown"),
        ("size_class", "tiny", "size_class_unknown"),
        ("municipality", "Atlantis", "municipality_unknown"),
        ("municipality", "999", "municipality_unknown"),
        ("cohort", "x" * 101, "too_long"),
        ("questionnaire", "digikartta-99", "unknown_questionnaire"),
        ("questionnaire", "", "unknown_questionnaire"),
        ("stage", "T3", "stage_unknown"),
        ("stage", "", "stage_unknown"),
        ("closed_on", "31.1.2026", "date"),
        ("closed_on", "2026-02-30", "date"),
        ("closed_on", "20260131", "date"),
        ("respondent", "", "cell_missing"),
        ("respondent", "x" * 101, "too_long"),
        ("role", "boss", "role_unknown"),
        ("item", "vision_9", "item_unknown"),
        ("item", "", "item_unknown"),
        ("value", "6", "value_unknown"),
        ("value", "0", "value_unknown"),
        ("value", "3.0", "value_unknown"),
        ("value", "DK", "value_unknown"),
        ("value", "", "value_missing"),
        ("comment", "x" * 2001, "too_long"),
        ("comment", "a\x1b[31mb", "control_character"),
        ("comment", "a\u202eb", "control_character"),
        ("comment", "a\uffffb", "control_character"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_row_and_column(column: str, cell: str, key: str) -> None:
    rows = [create_row(item="vision_2"), create_row(**{column: cell})]
    assert (key, 3, column) in problems_of(csv_file(rows))


def test_a_target_takes_a_level_and_nothing_else() -> None:
    row = create_row(item="vision.target", value="dk")
    assert problems_of(csv_file([row])) == [("value_unknown", 2, "value")]


def test_a_comment_may_stand_without_an_answer() -> None:
    file = read_rows(create_row(value="", comment="Ei mietitty\nvielä"))
    assert list(file.answers_by_respondent([0])) == [
        (0, [FileAnswer(2, "vision_1", "", "Ei mietitty\nvielä")])
    ]


def test_a_target_takes_no_comment_alone() -> None:
    rows = [create_row(), create_row(item="vision.target", value="", comment="Ei mietitty")]
    assert problems_of(csv_file(rows)) == [("comment_alone", 3, "value")]
    file = read_rows(create_row(item="vision.target", value="4", comment="Mietitty"))
    assert list(file.answers_by_respondent([0])) == [
        (0, [FileAnswer(2, "vision.target", "4", "Mietitty")])
    ]


def test_everything_wrong_is_told_at_once() -> None:
    rows = [create_row(industry="?", role="?", value="?"), create_row(value="9"), create_row()]
    assert problems_of(csv_file(rows)) == [
        ("industry_unknown", 2, "industry"),
        ("role_unknown", 2, "role"),
        ("value_unknown", 2, "value"),
        ("value_unknown", 3, "value"),
    ]


def test_the_same_trouble_on_other_rows_is_counted() -> None:
    rows = [create_row(industry="?", item=f"vision_{n}") for n in (1, 2, 3)]
    with pytest.raises(InvalidInput) as refused:
        read(csv_file(rows))
    (problem,) = refused.value.problems
    assert texts("en").problem(problem) == (
        "answers.csv, row 2, column industry (and 2 other rows): "
        "“?” is not a section of the industrial classification. Give a letter from A to U."
    )


def test_a_row_is_named_without_a_column_when_it_is_as_a_whole() -> None:
    file = csv_file([create_row()])
    file.seek(0, 2)
    file.write(b"a,b\r\n")
    file.seek(0)
    with pytest.raises(InvalidInput) as refused:
        read(file)
    assert texts("fi").problems(refused.value.problems) == [
        "answers.csv, rivi 3: Rivin solujen määrä on 2, mutta otsikkorivin 14."
    ]


def test_after_fifty_troubles_the_others_are_counted() -> None:
    rows = [create_row(value=f"x{n}") for n in range(MAX_PROBLEMS + 7)]
    with pytest.raises(InvalidInput) as refused:
        read(csv_file(rows))
    *first, last = refused.value.problems
    assert len(first) == MAX_PROBLEMS
    assert (last.key, last.details) == ("problem.and_more", {"count": 7})


def test_a_message_shows_a_wrong_value_short_and_without_invisible_signs() -> None:
    with pytest.raises(InvalidInput) as refused:
        read(csv_file([create_row(stage="\x1b[2J" + "x" * 100)]))
    assert refused.value.problems[0].details["value"] == "�[2J" + "x" * 35 + "…"


def test_one_item_answered_twice_by_one_respondent_is_refused() -> None:
    rows = [create_row(), create_row(respondent="r2"), create_row(value="4")]
    assert problems_of(csv_file(rows)) == [("answered_twice", 4, "item")]


def test_one_business_id_with_two_names_is_refused() -> None:
    rows = [create_row(business_id=ID), create_row(business_id=ID, organisation="Toinen Oy")]
    assert ("two_names", 3, "organisation") in problems_of(csv_file(rows))


def test_one_name_with_two_business_ids_is_two_companies() -> None:
    file = read_rows(create_row(business_id=ID), create_row(business_id=OTHER_ID), create_row())
    assert len(file.organisations) == 3


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("industry", "G"),
        ("size_class", "small"),
        ("municipality", "Espoo"),
        ("cohort", "Kevät"),
    ],
)
def test_one_round_with_two_profiles_is_refused(column: str, cell: str) -> None:
    rows = [create_row(), create_row(respondent="r2", **{column: cell})]
    assert problems_of(csv_file(rows)) == [("two_profiles", 3, column)]


def test_two_rounds_may_have_two_profiles() -> None:
    file = read_rows(create_row(), create_row(stage="T2", size_class="small"))
    assert len(file.rounds) == 2


def test_one_respondent_with_two_roles_is_refused() -> None:
    rows = [create_row(), create_row(item="vision_2", role="management")]
    assert problems_of(csv_file(rows)) == [("two_roles", 3, "role")]


def test_the_same_code_in_two_rounds_is_two_people() -> None:
    file = read_rows(create_row(), create_row(closed_on="2026-02-28", role="management"))
    assert len(file.respondents) == 2


def test_a_text_that_was_made_safe_for_spreadsheets_reads_as_it_was() -> None:
    file = read_rows(
        create_row(organisation="'=Oy", comment="'-5 %"),
        create_row(organisation="''=Oy"),
        create_row(organisation="'t Huis"),
    )
    assert [company.name for company in file.organisations] == ["=Oy", "'=Oy", "'t Huis"]
    assert file.answers.comments == {0: "-5 %"}


def read_every_scale(item: str, value: str, comment: str = "") -> FileAnswer:
    row = create_row(questionnaire="every-1", item=item, value=value, comment=comment)
    file = read_rows(row, questionnaires={"every-1": create_every_scale()})
    ((_, (answer,)),) = file.answers_by_respondent([0])
    return answer


def test_ticked_boxes_are_kept_in_the_questionnaires_order() -> None:
    assert read_every_scale("tools", "c|a").value == "a|c"


def test_a_grid_is_answered_row_by_row_and_its_comment_stands_at_the_grid() -> None:
    assert read_every_scale("channels.web", "partly").value == "partly"
    assert read_every_scale("channels", "", "Kaikki käytössä").comment == "Kaikki käytössä"
    with pytest.raises(InvalidInput):
        read_every_scale("channels", "partly")
    with pytest.raises(InvalidInput):
        read_every_scale("channels.web", "", "Vain osin")
