from digikartta.company_result import company_result
from digikartta.development_proposal import draft
from digikartta.scoring import RespondentAnswers
from digikartta.texts import texts
from tests.factories import create_questionnaire

t = texts("fi")
SAMPLE = create_questionnaire(dimensions=("vision", "data"))


def draft_of(answers: dict[str, str]) -> str:
    people = [RespondentAnswers("staff", answers)] * 3
    return draft(SAMPLE, company_result(SAMPLE, people, breakdown=3), t)


def all_at(level: int, **targets: str) -> dict[str, str]:
    given = {f"{d}_{n}": str(level) for d in ("vision", "data") for n in range(1, 5)}
    return {**given, **{f"{d}.target": value for d, value in targets.items()}}


def test_the_greatest_needs_come_first_with_their_next_steps() -> None:
    # Level 2 is 25; targets 3 and 5 are 50 and 100. Two steps for each, all called "Teksti".
    assert draft_of(all_at(2, vision="3", data="5")) == "\n".join(
        [
            "Ehdotamme, että yritys kehittää ensin näitä:",
            "",
            "data: nyt 25, tavoite 100",
            "– Teksti",
            "– Teksti",
            "",
            "vision: nyt 25, tavoite 50",
            "– Teksti",
            "– Teksti",
        ]
    )


def test_without_targets_the_lowest_scores_are_named() -> None:
    assert "data: nyt 25\n" in draft_of({**all_at(2), "vision_1": "5"})


def test_where_nothing_is_needed_there_is_no_draft() -> None:
    assert draft_of(all_at(4, vision="3", data="3")) == ""
    assert draft_of({}) == ""
