from digikartta.exports.codebook import CodebookRow, codebook
from digikartta.long_format import COLUMNS, items_in_order
from tests.every_scale import create_every_scale
from tests.factories import create_questionnaire


def item_row(item: str) -> CodebookRow:
    rows = codebook([create_every_scale()], example=False)
    return next(row for row in rows if row.item == item)


def test_every_column_is_explained_in_three_languages() -> None:
    rows = codebook([], example=False)
    assert [row.column for row in rows] == list(COLUMNS)
    assert all(row.text_fi and row.text_sv and row.text_en for row in rows)
    assert rows[1].text_en.startswith("Finnish Business ID")


def test_the_first_row_says_that_the_answers_are_examples() -> None:
    first, *others = codebook([], example=True)
    assert (first.column, first.text_en) == (
        "",
        "EXAMPLE DATA: the companies and answers were made by a program.",
    )
    assert others == codebook([], example=False)


def test_every_item_is_explained_in_the_questionnaires_order() -> None:
    questionnaire = create_every_scale()
    rows = codebook([questionnaire], example=False)[len(COLUMNS) :]
    assert tuple(row.item for row in rows) == items_in_order(questionnaire)
    assert {(row.questionnaire, row.column) for row in rows} == {("every-1", "item")}


def test_levels_are_explained_by_their_sentences() -> None:
    row = item_row("goal")
    assert (row.dimension, row.scale) == ("vision", "levels")
    assert row.values_fi == (
        "1 = Taso 1; 2 = Taso 2; 3 = Taso 3; 4 = Taso 4; 5 = Taso 5; "
        "dk = En osaa sanoa; na = Ei koske meitä"
    )


def test_values_of_the_other_scales_are_explained() -> None:
    assert item_row("plan").values_fi.startswith("yes = Kyllä; no = Ei; dk = ")
    assert item_row("habit").values_fi.startswith("no = Ei; partly = Osittain; yes = Kyllä")
    assert item_row("use").values_fi.startswith("0 = ")
    boxes = "a = Ruutu a; b = Ruutu b; c = Ruutu c; other = Muu; none = Ei mikään näistä"
    assert item_row("tools").values_fi.startswith(boxes)


def test_a_grid_is_explained_row_by_row() -> None:
    grid, row = item_row("channels"), item_row("channels.web")
    assert (grid.scale, grid.text_fi, grid.values_fi) == ("grid", "Kysymys channels", "")
    assert (row.scale, row.text_fi) == ("three_step", "Kysymys channels – Rivi web")


def test_a_target_takes_levels_without_sentences() -> None:
    row = item_row("vision.target")
    assert (row.scale, row.values_en) == ("levels", "1; 2; 3; 4; 5")
    assert row.text_en == "Target level in two years: vision"


def test_a_questionnaire_without_targets_explains_none() -> None:
    rows = codebook([create_questionnaire(targets=False)], example=False)
    assert not any(row.item.endswith(".target") for row in rows)
