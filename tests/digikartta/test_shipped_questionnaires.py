"""The questionnaires that come with the product."""

from collections.abc import Iterator

import pytest

from digikartta.questionnaire import LevelsQuestion, Questionnaire, Text
from digikartta.questionnaire_file import load
from digikartta.texts import LANGUAGES

COMPANY = load()["digikartta-1"]
CUSTOMERS = load()["customer-view-1"]
BOTH = pytest.mark.parametrize("questionnaire", [COMPANY, CUSTOMERS], ids=lambda q: q.id)

DIMENSIONS = {
    "vision": ("Digivisio ja johtaminen", "Digital vision and leadership"),
    "customer": ("Asiakasymmärrys", "Customer understanding"),
    "service": ("Asiakaspalvelu, myynti ja markkinointi", "Service, sales and marketing"),
    "business": ("Liiketoiminnan uudistaminen", "Business renewal"),
    "process": ("Prosessit ja yhteistyö", "Processes and collaboration"),
    "data": ("Tieto, automaatio ja tekoäly", "Data, automation and AI"),
    "technology": ("Teknologia ja tietoturva", "Technology and security"),
    "people": (
        "Osaaminen, osallistaminen ja työhyvinvointi",
        "Skills, involvement and well-being",
    ),
}
# Characters. A question fills at most three lines of a phone's screen, a level four.
LIMITS = {
    "name": 60,
    "short": 18,  # stands around a radar on a phone
    "about": 140,
    "text": 100,
    "why": 140,
    "level": 130,
    "next_step": 190,
    "purpose": 220,
}


def levels_questions(questionnaire: Questionnaire) -> list[LevelsQuestion]:
    return [q for q in questionnaire.questions if isinstance(q, LevelsQuestion)]


def every_text(questionnaire: Questionnaire) -> Iterator[tuple[str, str, Text]]:
    """Kind, place and text of everything that is read by somebody."""
    yield "name", questionnaire.id, questionnaire.name
    yield "purpose", questionnaire.id, questionnaire.purpose
    for dimension in questionnaire.dimensions:
        for kind in ("name", "short", "about"):
            yield kind, dimension.id, getattr(dimension, kind)
    for question in levels_questions(questionnaire):
        yield "text", question.id, question.text
        if question.why:
            yield "why", question.id, question.why
        for level in question.levels:
            place = f"{question.id} {level.level}"
            yield "level", place, level.text
            if level.next_step:
                yield "next_step", place, level.next_step


def test_a_company_answers_eight_dimensions_with_four_questions_each() -> None:
    names = {d.id: (d.name.fi, d.name.en) for d in COMPANY.dimensions}
    assert names == DIMENSIONS
    assert COMPANY.dimension_ids == tuple(DIMENSIONS)
    assert [len(dimension.questions) for dimension in COMPANY.dimensions] == [4] * 8


def test_customers_answer_eight_questions_on_what_they_can_see() -> None:
    assert CUSTOMERS.dimension_ids == ("customer", "service", "business")
    assert len(list(CUSTOMERS.questions)) == 8


def test_customers_and_the_company_speak_of_the_same_dimensions() -> None:
    for dimension in CUSTOMERS.dimensions:
        assert dimension.name == COMPANY.dimension(dimension.id).name


def test_the_company_sets_targets_and_customers_set_none() -> None:
    assert (COMPANY.respondents, COMPANY.targets) == ("internal", True)
    assert (CUSTOMERS.respondents, CUSTOMERS.targets) == ("customers", False)


@BOTH
def test_unanswered_is_missing_and_everything_weighs_the_same(questionnaire: Questionnaire) -> None:
    assert questionnaire.unanswered == "missing"
    assert {dimension.weight for dimension in questionnaire.dimensions} == {1.0}
    assert {question.weight for question in questionnaire.questions} == {1.0}


@BOTH
def test_every_question_has_five_levels_and_a_step_from_each_to_the_next(
    questionnaire: Questionnaire,
) -> None:
    questions = levels_questions(questionnaire)
    assert len(questions) == len(list(questionnaire.questions))
    for question in questions:
        assert [level.level for level in question.levels] == [1, 2, 3, 4, 5], question.id
        steps = [level.next_step is not None for level in question.levels]
        assert steps == [True, True, True, True, False], question.id


@BOTH
def test_every_question_says_why_it_is_asked(questionnaire: Questionnaire) -> None:
    assert [q.id for q in questionnaire.questions if q.why is None] == []


@BOTH
def test_a_questions_id_begins_with_its_dimension(questionnaire: Questionnaire) -> None:
    for dimension in questionnaire.dimensions:
        for question in dimension.questions:
            assert question.id.startswith(f"{dimension.id}_")


@BOTH
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_too_long_for_its_card(questionnaire: Questionnaire, language: str) -> None:
    too_long = [
        f"{kind} of {place}: {len(text.in_language(language))}"
        for kind, place, text in every_text(questionnaire)
        if len(text.in_language(language)) > LIMITS[kind]
    ]
    assert too_long == []


@BOTH
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_asks_and_a_level_states(questionnaire: Questionnaire, language: str) -> None:
    ends = {"text": "?", "level": ".", "about": ".", "why": ".", "next_step": ".", "purpose": "."}
    wrong = [
        f"{kind} of {place}: {text.in_language(language)}"
        for kind, place, text in every_text(questionnaire)
        if not text.in_language(language).endswith(ends.get(kind, ""))
    ]
    assert wrong == []


@BOTH
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_levels_of_a_question_say_the_same(
    questionnaire: Questionnaire, language: str
) -> None:
    for question in levels_questions(questionnaire):
        said = [level.text.in_language(language).casefold() for level in question.levels]
        assert len(set(said)) == 5, question.id
    asked = [question.text.in_language(language) for question in questionnaire.questions]
    assert len(set(asked)) == len(asked)


@BOTH
def test_sentences_are_translated_and_not_copied(questionnaire: Questionnaire) -> None:
    # Names may be the same in two languages (Vision, Service); sentences are not.
    copied = [
        f"{kind} of {place}"
        for kind, place, text in every_text(questionnaire)
        if kind not in {"name", "short"} and len({text.fi, text.sv, text.en}) < 3
    ]
    assert copied == []


@BOTH
@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_set_as_in_print(questionnaire: Questionnaire, language: str) -> None:
    # one space between words, no straight quotation marks, nothing that looks like mark-up
    wrong = [
        f"{kind} of {place}"
        for kind, place, text in every_text(questionnaire)
        if any(sign in text.in_language(language) for sign in ("  ", "'", '"', "*", "_", "<", "\n"))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_dimensions_are_told_apart_by_their_short_names(language: str) -> None:
    short = [dimension.short.in_language(language) for dimension in COMPANY.dimensions]
    assert len(set(short)) == 8
