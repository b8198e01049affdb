"""Export → import into an empty database → the same figures, whatever was answered."""

import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from db.answers_export import answer_rows, codebook_source
from db.engine import create_engine_for, reading
from db.imports import import_answers
from db.results_export import ScoreRow, score_rows
from digikartta.answers import ROLES, STAGES, allowed_values
from digikartta.exports.codebook import codebook
from digikartta.exports.long_format import write_csv, write_xlsx
from digikartta.long_format import COLUMNS, AnswerRow, items_in_order
from digikartta.long_format_file import read_answers
from digikartta.plain_text import clean, text_problem
from tests.every_scale import create_every_scale
from tests.factories import create_closed_round, create_organisation, create_profile, create_round
from tests.factories import create_respondent as create_respondent_in

KNOWN = {
    "every-1": create_every_scale(),
    "zero-1": create_every_scale("zero-1", unanswered="zero", targets=False),
}


def is_name(text: str) -> bool:
    return bool(text) and text == clean(text) and not text_problem(text, max_length=40, where="")


def is_comment(text: str) -> bool:
    return text == clean(text) and not text_problem(
        text, max_length=90, where="", several_lines=True
    )


LETTERS = st.sampled_from("'=+-@aä,;\"\n\t _x0041_")
NAMES = (st.text(LETTERS, max_size=9) | st.text(max_size=9)).map(clean).filter(is_name)
COMMENTS = (st.text(LETTERS, max_size=20) | st.text(max_size=20)).map(clean).filter(is_comment)


@st.composite
def answers_of_one(draw: st.DrawFn, questionnaire_id: str) -> dict[str, tuple[str, str]]:
    questionnaire = KNOWN[questionnaire_id]
    given_ = {}
    for item in draw(st.sets(st.sampled_from(items_in_order(questionnaire)), min_size=1)):
        values = allowed_values(questionnaire, item) or ()
        value = draw(st.sampled_from([*values, "a|c|other"] if item == "tools" else values or [""]))
        given_[item] = (value, draw(COMMENTS))
    return {item: pair for item, pair in given_.items() if any(pair)}


@st.composite
def tables(draw: st.DrawFn) -> list[AnswerRow]:
    """Rows of a few companies, with rounds of their own."""
    rows = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)):
        stages = draw(st.lists(st.sampled_from(STAGES), min_size=1, max_size=2, unique=True))
        for stage in stages:
            questionnaire = draw(st.sampled_from(sorted(KNOWN)))
            day = draw(st.dates(date(2020, 1, 1)).map(str) | st.just(""))
            about = (name, "", "C", "micro", "091", draw(NAMES | st.just("")), questionnaire)
            for code in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)):
                role = draw(st.sampled_from(ROLES))
                given_ = draw(answers_of_one(questionnaire))
                rows += [
                    AnswerRow(*about, stage, day, code, role, item, *pair)
                    for item, pair in given_.items()
                ]
    return rows


@contextmanager
def empty_database(migrated_file: Path) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(dir=migrated_file.parent) as folder:
        engine = create_engine_for(f"sqlite:///{shutil.copy(migrated_file, folder)}")
        yield engine
        engine.dispose()


def bring_in(engine: Engine, content: bytes, name: str) -> None:
    file = read_answers(io.BytesIO(content), name=name, questionnaires=KNOWN)
    import_answers(engine, file, KNOWN, language="fi")


def take_out(engine: Engine, kind: str) -> bytes:
    made = io.BytesIO()
    with reading(engine) as connection:
        if kind == "csv":
            write_csv(made, answer_rows(connection))
        else:
            explained = codebook(codebook_source(connection).questionnaires, example=False)
            write_xlsx(made, answer_rows(connection), explained)
    return made.getvalue()


def as_csv(rows: Sequence[AnswerRow]) -> bytes:
    made = io.BytesIO()
    write_csv(made, rows)
    return made.getvalue()


def scores(engine: Engine) -> list[ScoreRow]:
    with reading(engine) as connection:
        found = [replace(row, organisation_id=0) for row in score_rows(connection)]
    return sorted(found, key=lambda row: (row.organisation, row.stage, row.dimension))


def answers(engine: Engine) -> list[tuple[str, ...]]:
    with reading(engine) as connection:
        return sorted(row.cells() for row in answer_rows(connection))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@given(rows=tables())
@settings(max_examples=25)
def test_what_is_exported_and_imported_gives_the_same_figures(
    migrated_file: Path, kind: str, rows: list[AnswerRow]
) -> None:
    with empty_database(migrated_file) as first, empty_database(migrated_file) as second:
        bring_in(first, as_csv(rows), "a.csv")
        bring_in(second, take_out(first, kind), f"a.{kind}")
        assert answers(second) == answers(first)
        assert scores(second) == scores(first)
        wanted = [row.cells() for row in rows]
        assert answers(second) == sorted(wanted)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_companies_of_one_name_stay_apart(engine: Engine, migrated_file: Path, kind: str) -> None:
    for confirmed in (True, False, False):
        company = create_organisation(engine, create_profile(), confirmed=confirmed)
        create_closed_round(
            engine,
            {"goal": "3", "plan": "no"},
            organisation_id=company,
            questionnaire=KNOWN["every-1"],
        )
    with empty_database(migrated_file) as other:
        bring_in(other, take_out(engine, kind), f"a.{kind}")
        assert len({row.organisation for row in scores(other)}) == 3
        vision = [row.score for row in scores(other) if row.dimension == "vision"]
        assert vision == [50 / 3] * 3  # weights 1 and 2: (1·50 + 2·0)/3


def test_who_has_answered_nothing_is_in_no_file_and_in_no_figure(
    engine: Engine, migrated_file: Path
) -> None:
    # Where blank counts as zero, a person without answers would halve the round's score.
    target = create_round(engine, questionnaire=KNOWN["zero-1"])
    create_respondent_in(engine, target, {"goal": "5", "plan": "yes"})
    create_respondent_in(engine, target)
    with empty_database(migrated_file) as other:
        bring_in(other, take_out(engine, "csv"), "a.csv")
        assert scores(other) == scores(engine)
    vision = next(row for row in scores(engine) if row.dimension == "vision")
    assert (vision.score, vision.respondents) == (100.0, 1)


def test_the_columns_are_those_of_the_format(engine: Engine) -> None:
    assert take_out(engine, "csv").decode() == ",".join(COLUMNS) + "\r\n"
