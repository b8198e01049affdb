"""A bot plays every shipped questionnaire through, in every language and in several tempers.

What it answered is exported, imported into an empty database, and gives the same figures there.
"""

import csv
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from db import assessments, joining, owned_rounds, respondents
from db.assessments import OwnerLinks
from db.engine import create_engine_for
from db.joining import Joiner
from db.schema import upgrade
from digikartta.answers import DONT_KNOW, NOT_APPLICABLE
from digikartta.questionnaire import LevelsQuestion, Question, Questionnaire
from digikartta.questionnaire_file import load
from digikartta.scoring import OVERALL
from digikartta.spreadsheet_text import unescaped
from digikartta.texts import LANGUAGES, texts
from tests.command_line import run_command
from tests.factories import LINK_DAYS, TODAY, create_profile

COMPANY = load()["digikartta-1"]
CUSTOMERS = load()["customer-view-1"]
SEED = 2026
PEOPLE = 3
COMMENT = '=1+1; "lainaus",\nääkköset – 😀'
WITHDRAWN = "Tämän kirjoitin väärään kohtaan."

Place = tuple[str, str, str]  # company, questionnaire, dimension
Row = dict[str, Any]
Pick = Callable[[int, list[str]], str]  # place of the question, values as they stand → the value


def tempers(chance: random.Random) -> dict[str, Pick]:
    """How the bot chooses among what it sees; an empty value leaves the question out."""
    return {
        "lowest": lambda _, values: values[0],
        "highest": lambda _, values: values[4],
        "random": lambda _, values: chance.choice([*values, ""]),
        "skipping": lambda place, values: "" if place % 4 else values[2],
        "unsure": lambda place, values: values[3] if place % 2 else DONT_KNOW,
        "unconcerned": lambda place, values: values[1] if place % 4 == 0 else NOT_APPLICABLE,
    }


@dataclass(frozen=True, slots=True)
class Played:
    """One person's answers, by item."""

    company: str
    questionnaire: Questionnaire
    values: dict[str, str]


def options(question: "Question", language: str) -> dict[str, str]:
    """What a respondent can tap, by what it says."""
    assert isinstance(question, LevelsQuestion)
    t = texts(language)
    levels = {level.text.in_language(language): str(level.level) for level in question.levels}
    return {**levels, t("value.dk"): DONT_KNOW, t("value.na"): NOT_APPLICABLE}


def answer(
    engine: Engine, token: str, questionnaire: Questionnaire, pick: Pick, language: str
) -> dict[str, str]:
    """Go through the questions as a person does, send, and return what was answered."""
    given = {}
    for place, question in enumerate(questionnaire.questions):
        seen = options(question, language)
        assert len(seen) == 7, f"{question.id}: two levels say the same"
        given[question.id] = pick(place, list(seen.values()))
        _comment(engine, token, question.id, place)
    for place, item in enumerate(questionnaire.target_items):
        given[item] = pick(place, [*"12345"])
        given[item] = given[item] if given[item].isdigit() else ""
    for item, value in given.items():
        if value:
            respondents.save_value(engine, token, item, value, today=TODAY)
    respondents.submit(engine, token, today=TODAY)
    return given


def _comment(engine: Engine, token: str, item: str, place: int) -> None:
    if place == 1:
        respondents.save_comment(engine, token, item, COMMENT, today=TODAY)
    if place == 2:
        for comment in (WITHDRAWN, ""):
            respondents.save_comment(engine, token, item, comment, today=TODAY)


def join(engine: Engine, invite: str, *, role: str, language: str) -> str:
    joiner = Joiner(role, language)
    return joining.join(engine, invite, joiner, today=TODAY, link_days=LINK_DAYS)


def start(engine: Engine, company: str, language: str) -> OwnerLinks:
    return assessments.start(
        engine,
        create_profile(company),
        COMPANY,
        role="management",
        language=language,
        today=TODAY,
        link_days=LINK_DAYS,
    )


def play_company(engine: Engine, company: str, pick: Pick, language: str) -> list[Played]:
    """A company starts, its people and its customers answer, it closes."""
    links = start(engine, company, language)
    owned_rounds.ask_customers(engine, links.owner, CUSTOMERS, today=TODAY, link_days=LINK_DAYS)
    staff = [join(engine, links.invite, role="staff", language=language) for _ in range(PEOPLE - 1)]
    customers = [
        join(engine, links.customers, role="customer", language=language) for _ in range(PEOPLE)
    ]
    played = [
        Played(company, questionnaire, answer(engine, token, questionnaire, pick, language))
        for questionnaire, tokens in (
            (COMPANY, [links.respondent, *staff]),
            (CUSTOMERS, customers),
        )
        for token in tokens
    ]
    owned_rounds.close(engine, links.owner, today=TODAY)
    return played


def play(url: str, languages: Sequence[str] = LANGUAGES) -> list[Played]:
    """Play every temper in these languages in an empty database."""
    chance = random.Random(SEED)  # noqa: S311 - the same game every time
    engine = create_engine_for(url)
    upgrade(engine)
    try:
        return [
            person
            for language in languages
            for temper, pick in tempers(chance).items()
            for person in play_company(engine, f"{temper} {language} Oy", pick, language)
        ]
    finally:
        engine.dispose()


def expected_score(people: list[dict[str, str]], items: list[str]) -> float | None:
    """A dimension by hand: the mean over people of the mean over their scored questions."""
    means = []
    for values in people:
        asked = [values[item] for item in items if values[item] != NOT_APPLICABLE]
        scored = [25 * (int(value) - 1) for value in asked if value.isdigit()]
        if scored and len(scored) >= len(asked) / 2:
            means.append(sum(scored) / len(scored))
    return sum(means) / len(means) if means else None


def expected_scores(played: list[Played]) -> dict[Place, float | None]:
    """What the bot remembers, reckoned by hand."""
    people: dict[tuple[str, str], list[dict[str, str]]] = {}
    for person in played:
        people.setdefault((person.company, person.questionnaire.id), []).append(person.values)
    return {
        (company, questionnaire.id, dimension.id): expected_score(
            people[company, questionnaire.id], [question.id for question in dimension.questions]
        )
        for company, _ in people
        for questionnaire in (COMPANY, CUSTOMERS)
        for dimension in questionnaire.dimensions
    }


def command(folder: Path, url: str, *arguments: object) -> str:
    finished = run_command(folder, *arguments, database_url=url)
    assert finished.code == 0, finished.err
    return finished.out


def score_rows(folder: Path, url: str) -> list[Row]:
    """What the command prints, without the ids of the database."""
    rows: list[Row] = json.loads(command(folder, url, "scores", "--format", "json"))
    for row in rows:
        del row["organisation_id"]
    return sorted(rows, key=lambda r: (r["organisation"], r["questionnaire"], r["dimension"]))


@dataclass(frozen=True, slots=True)
class Game:
    """A database in which every temper has been played in every language."""

    folder: Path
    url: str
    played: list[Played]

    def scores(self, temper: str, questionnaire: Questionnaire) -> dict[str, set[float | None]]:
        """Of each dimension and `overall`, the scores in the three languages."""
        found: dict[str, set[float | None]] = {}
        column = "customers_score" if questionnaire is CUSTOMERS else "score"
        for row in score_rows(self.folder, self.url):
            if row["questionnaire"] == questionnaire.id and row["organisation"].startswith(temper):
                found.setdefault(row["dimension"], set()).add(row[column])
        return found


@pytest.fixture(name="game", scope="module")
def _game(tmp_path_factory: pytest.TempPathFactory) -> Game:
    folder = tmp_path_factory.mktemp("game")
    url = f"sqlite:///{folder / 'game.sqlite'}"
    return Game(folder, url, play(url))


@pytest.mark.parametrize(
    ("temper", "company", "customers"),
    [
        ("lowest", [0.0] * 9, [0.0] * 4),
        ("highest", [100.0] * 9, [100.0] * 4),
        ("skipping", [None] * 9, [None] * 4),  # one of four, of three or of two questions
        # every other question at level 4; of the customers' first three only the second
        ("unsure", [75.0] * 9, [None, 75.0, 75.0, 75.0]),
        # one question of four concerns them; of the customers' last two none
        ("unconcerned", [25.0] * 9, [25.0, 25.0, None, 25.0]),
    ],
)
def test_each_temper_has_its_scores_in_every_language(
    game: Game, temper: str, company: list[float | None], customers: list[float | None]
) -> None:
    for questionnaire, expected in ((COMPANY, company), (CUSTOMERS, customers)):
        names = [*questionnaire.dimension_ids, OVERALL]
        wanted = {name: {score} for name, score in zip(names, expected, strict=True)}
        assert game.scores(temper, questionnaire) == wanted


def test_every_score_is_what_can_be_reckoned_by_hand(game: Game) -> None:
    found = {
        (row["organisation"], row["questionnaire"], row["dimension"]): (
            row["customers_score"] if row["questionnaire"] == CUSTOMERS.id else row["score"]
        )
        for row in score_rows(game.folder, game.url)
        if row["dimension"] != OVERALL
    }
    expected = expected_scores(game.played)
    assert found.keys() == expected.keys()
    for place, score in found.items():
        assert score == pytest.approx(expected[place], abs=1e-9), place


def test_targets_and_needs_follow_what_was_wished(game: Game) -> None:
    rows = [r for r in score_rows(game.folder, game.url) if r["organisation"] == "lowest fi Oy"]
    own = [r for r in rows if r["questionnaire"] == COMPANY.id and r["dimension"] != OVERALL]
    assert {(r["target"], r["need"], r["respondents"]) for r in own} == {(0.0, 0.0, PEOPLE)}
    theirs = [r for r in rows if r["questionnaire"] == CUSTOMERS.id]
    assert {(r["target"], r["respondents"], r["customers"]) for r in theirs} == {(None, 0, PEOPLE)}


def test_what_was_played_is_sound(game: Game) -> None:
    found = run_command(game.folder, "verify", database_url=game.url)
    assert (found.code, found.err) == (0, "")


def test_a_withdrawn_comment_leaves_nothing_behind(game: Game) -> None:
    command(game.folder, game.url, "export", game.folder / "answers.csv")
    with (game.folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row for row in rows if not row["value"] and not row["comment"]] == []
    assert [row for row in rows if WITHDRAWN in row["comment"]] == []
    comments = [unescaped(row["comment"]) for row in rows if row["comment"]]
    assert comments == [COMMENT] * len(game.played)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_gives_the_same_figures_in_an_empty_database(
    game: Game, database_url: str, kind: str
) -> None:
    file = game.folder / f"game.{kind}"
    command(game.folder, game.url, "export", file)
    command(game.folder, database_url, "import", file)
    assert score_rows(game.folder, database_url) == score_rows(game.folder, game.url)


def test_a_game_in_any_database_goes_out_and_comes_back_unchanged(
    database_url: str, tmp_path: Path
) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    play(database_url, languages=["sv"])
    before = score_rows(tmp_path, database_url)
    command(tmp_path, database_url, "export", tmp_path / "out.csv")
    command(tmp_path, other, "import", tmp_path / "out.csv")
    assert score_rows(tmp_path, other) == before
    command(tmp_path, other, "export", tmp_path / "back.csv")
    assert sorted_lines(tmp_path / "back.csv") == sorted_lines(tmp_path / "out.csv")


def sorted_lines(file: Path) -> list[str]:
    return sorted(file.read_text(encoding="utf-8").splitlines())
