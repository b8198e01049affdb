"""`compare` on files of known differences: what was put in comes out."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from scipy.stats import mannwhitneyu, wilcoxon
from sqlalchemy import update

from db.engine import create_engine_for, writing
from db.tables import Organisation
from tests.command_line import Finished, create_settings, run_command
from tests.long_format_files import Row, create_row, csv_file

ITEMS = ("vision_direction", "vision_commitment", "vision_resources", "vision_followup")
# Levels of four questions: their mean, 25·(sum/4 − 1), is the score.
BEFORE = {1: "1111", 2: "1112", 3: "1122", 4: "1222", 5: "2222", 6: "2223", 7: "2233", 8: "2333"}
CHANGES = {1: 1, 2: 2, 3: 4, 4: 3, 5: 0, 6: 5, 7: 4, 8: -1}  # levels, over the four questions


def levels(text: str, more: int) -> str:
    """Raise (or lower) as many levels as asked for, one question after another."""
    found = [int(level) for level in text]
    for step in range(abs(more)):
        found[step % 4] += 1 if more > 0 else -1
    return "".join(map(str, found))


def answers(number: int, given: str, **cells: str) -> Iterator[Row]:
    for item, level in zip(ITEMS, given, strict=True):
        yield create_row(
            organisation=f"Yritys {number}",
            questionnaire="digikartta-1",
            item=item,
            value=level,
            **cells,
        )


def create_companies(folder: Path, rows: list[Row]) -> None:
    (folder / "in.csv").write_bytes(csv_file(rows).getvalue())
    assert run_command(folder, "import", folder / "in.csv").code == 0


def create_two_rounds(folder: Path) -> None:
    """Eight companies measured twice, two more only before, one only after."""
    rows = []
    for number, given in BEFORE.items():
        industry = "C" if number <= 4 else "G"
        rows += answers(number, given, industry=industry)
        after = levels(given, CHANGES[number])
        rows += answers(number, after, industry=industry, stage="T2", closed_on="2026-06-30")
    rows += [*answers(9, "3333"), *answers(10, "3333")]
    rows += answers(11, "3333", stage="T2", closed_on="2026-06-30")
    create_companies(folder, rows)


def create_two_industries(folder: Path, *, size: int = 6) -> None:
    """Companies of two industries, one of them a level and a half higher in vision."""
    rows: list[Row] = []
    for number in range(1, size + 1):
        rows += answers(number, levels("1111", number), industry="C")
        rows += answers(100 + number, levels("1111", number + 6), industry="G", size_class="small")
    create_companies(folder, rows)


def make_real(folder: Path) -> None:
    """Take the imported companies of a site with example data for real ones."""
    engine = create_engine_for(create_settings(folder).database_url)
    with writing(engine) as connection:
        named = Organisation.name.like("Yritys %")
        connection.execute(update(Organisation).where(named).values(is_example=False))
    engine.dispose()


def compare(folder: Path, *arguments: str, **settings: object) -> Finished:
    return run_command(folder, "compare", *arguments, **settings)


def found(folder: Path, *arguments: str) -> dict[str, object]:
    finished = compare(folder, *arguments, "--format", "json")
    assert (finished.code, finished.err) == (0, "")
    return json.loads(finished.out)


def test_the_known_changes_of_eight_companies_come_out(tmp_path: Path) -> None:
    create_two_rounds(tmp_path)
    data = found(tmp_path, "--before", "T0", "--after", "T2")
    assert (data["pairs"], data["n_before"], data["n_after"], data["n_either"]) == (8, 10, 9, 11)
    assert data["share_paired"] == 8 / 11
    vision = data["dimensions"]["vision"]
    # One level in one of four questions is 6.25 points.
    changes = [6.25 * levels for levels in CHANGES.values()]
    p = wilcoxon(changes, zero_method="pratt", correction=True, method="auto").pvalue
    assert vision["p"] == pytest.approx(p, abs=1e-9)
    assert vision["q"] == vision["p"]  # the other dimensions have no answers, so no test
    assert vision["after"] - vision["before"] == pytest.approx(sum(changes) / 8, abs=1e-9)
    # The middle two of the 36 averages of two of 1, 2, 4, 3, 0, 5, 4, −1 are 2 and 2.5 levels.
    assert vision["shift"] == 14.0625
    assert (vision["n"], vision["rose"], vision["same"], vision["fell"]) == (8, 6, 1, 1)
    assert vision["reasons"] == {}
    assert [caution["code"] for caution in data["cautions"]] == [
        "small_n", "self_selected", "response_shift",
    ]  # fmt: skip


def test_what_nobody_answered_is_null_with_its_reason(tmp_path: Path) -> None:
    create_two_rounds(tmp_path)
    data = found(tmp_path, "--before", "T0", "--after", "T2")
    people = data["dimensions"]["people"]
    assert (people["n"], people["shift"], people["interval"], people["p"]) == (0, None, None, None)
    assert people["reasons"]["shift"] == "nobody"
    assert people["reasons"]["p"] == "too_few"


def test_a_group_narrows_the_pairs_and_four_are_too_few_for_a_test(tmp_path: Path) -> None:
    create_two_rounds(tmp_path)
    data = found(tmp_path, "--before", "T0", "--after", "T2", "--group", "industry=G")
    assert (data["filters"], data["pairs"]) == ({"industry": "G"}, 4)
    vision = data["dimensions"]["vision"]
    assert vision["p"] is None
    assert vision["reasons"]["p"] == "too_few"
    assert vision["shift"] == 12.5  # of 0, 5, 4, −1 levels: 2


def test_the_known_difference_of_two_industries_comes_out(tmp_path: Path) -> None:
    create_two_industries(tmp_path)
    data = found(tmp_path, "--group", "industry=G", "--group", "industry=C")
    assert [group["n"] for group in data["groups"]] == [6, 6]
    vision = data["dimensions"]["vision"]
    first = [6.25 * n for n in range(7, 13)]
    second = [6.25 * n for n in range(1, 7)]
    assert vision["mean"] == pytest.approx([59.375, 21.875])
    assert vision["difference"] == pytest.approx(37.5, abs=1e-9)
    low, high = vision["interval"]
    assert low < 37.5 < high
    assert vision["cliffs_delta"] == 1.0
    # s² of 6.25, 12.5 … is 6.25²·3.5; g = 6/√3.5·(1 − 3/39)
    assert vision["hedges_g"] == pytest.approx(6 / 3.5**0.5 * 36 / 39, abs=1e-9)
    p = mannwhitneyu(first, second, alternative="two-sided").pvalue
    assert vision["p"] == pytest.approx(p, abs=1e-9)
    assert list(data["dimensions"]) == [
        *("vision", "customer", "service", "business"),
        *("process", "data", "technology", "people"),
    ]
    assert "overall" not in data["dimensions"]
    assert data["overall"]["reasons"]["difference"] == "nobody"


def test_the_same_comparison_twice_is_the_same_to_the_last_digit(tmp_path: Path) -> None:
    create_two_industries(tmp_path)
    arguments = ("--group", "industry=G", "--group", "industry=C")
    assert compare(tmp_path, *arguments).out == compare(tmp_path, *arguments).out


def test_a_group_may_have_several_conditions(tmp_path: Path) -> None:
    create_two_industries(tmp_path)
    data = found(
        tmp_path,
        *("--group", "industry=G,size=small,municipality=Helsinki,year=2026"),
        *("--group", "stage=T0,region=01,size=micro"),
    )
    assert [group["n"] for group in data["groups"]] == [6, 6]
    assert data["groups"][0]["filters"] == {
        **{"industry": "G", "size": "small"},
        **{"municipality": "091", "year": 2026},
    }


def test_a_cohort_may_have_a_comma_in_its_name(tmp_path: Path) -> None:
    rows = [
        *answers(1, "1111", cohort="Kevät, 2026", industry="C"),
        *answers(2, "2222", cohort="Syksy", industry="C"),
    ]
    create_companies(tmp_path, rows)
    data = found(tmp_path, "--group", "cohort=Kevät, 2026,industry=C", "--group", "cohort=Syksy")
    assert [group["n"] for group in data["groups"]] == [1, 1]
    assert data["dimensions"]["vision"]["reasons"]["p"] == "too_few"


def test_companies_in_both_groups_leave_no_test(tmp_path: Path) -> None:
    create_two_industries(tmp_path)
    data = found(tmp_path, "--group", "industry=G", "--group", "stage=T0")
    assert data["in_both"] == 6
    assert data["dimensions"]["vision"]["reasons"]["p"] == "overlap"
    assert data["dimensions"]["vision"]["difference"] is not None


def test_an_empty_database_is_compared_to_nothing(tmp_path: Path) -> None:
    data = found(tmp_path, "--before", "T0", "--after", "T2")
    assert (data["pairs"], data["share_paired"], data["questionnaire"]) == (0, None, "digikartta-1")
    assert data["dimensions"]["vision"]["reasons"]["shift"] == "nobody"


def test_made_up_companies_are_compared_alone_and_said_to_be_so(tmp_path: Path) -> None:
    assert run_command(tmp_path, "demo").code == 0
    data = found(tmp_path, "--before", "T0", "--after", "T2")
    assert data["example"] is True
    assert data["pairs"] > 10
    assert data["cautions"][0]["code"] == "example"
    create_two_industries(tmp_path)
    make_real(tmp_path)
    data = found(tmp_path, "--group", "industry=C", "--group", "industry=G")
    assert (data["example"], [group["n"] for group in data["groups"]]) == (False, [6, 6])
    data = found(tmp_path, "--group", "industry=C", "--group", "industry=G", "--example")
    assert data["example"] is True


def test_a_table_is_read_by_people(tmp_path: Path) -> None:
    create_two_rounds(tmp_path)
    lines = compare(tmp_path, "--before", "T0", "--after", "T2", "--format", "table").out
    assert "8 companies measured both times: 73% of the 11 companies" in lines
    assert "+14.1" in lines
    assert "The level clearly rose" not in lines  # p is 0.055
    assert "There is no clear change" in lines
    assert "people who learn more may rate themselves lower" in lines


def test_a_table_of_two_groups_says_how_many_and_what_follows(tmp_path: Path) -> None:
    create_two_industries(tmp_path)
    arguments = ("--group", "industry=G", "--group", "industry=C", "--format", "table")
    lines = compare(tmp_path, *arguments).out
    assert "Companies: group 1 6, group 2 6." in lines
    assert "The groups clearly differ in these" in lines
    assert run_command(tmp_path, "demo").code == 2  # only an empty database takes examples
    assert "made-up" not in lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Give either"),
        (("--group", "industry=C"), "Give either"),
        (("--group", "industry=C") * 3, "Give either"),
        (("--before", "T0"), "Give both"),
        (("--before", "T2", "--after", "T0"), "Give both"),
        (("--before", "T0", "--after", "T2", *("--group", "industry=C") * 2), "Give both"),
        (("--before", "T0", "--after", "T2", "--group", "year=2026"), "narrowed by stage or year"),
        (("--group", "colour=red", "--group", "industry=C"), "is not a group"),
        (("--group", "industry=", "--group", "industry=C"), "is not a group"),
        (("--group", "industry=C,industry=G", "--group", "industry=C"), "is not a group"),
        (("--group", "industry=Z", "--group", "industry=C"), "--group industry"),
        (("--group", "year=soon", "--group", "industry=C"), "not a year"),
        (("--group", "cohort=Nobody", "--group", "industry=C"), "no cohort"),
        (("--before", "T0", "--after", "T2", "--questionnaire", "x-1"), "is not here"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    finished = compare(tmp_path, *arguments)
    assert (finished.code, finished.out) == (2, "")
    assert message in finished.err
