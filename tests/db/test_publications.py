from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from db import company_merge, erasure, organisations, publications, revisions
from db.company_edits import Editor
from db.engine import reading, writing
from db.publication_tables import PublishedCohort, PublishedMember
from db.publications import Wish
from digikartta.cohort import CohortFilters
from digikartta.disclosure import Suppression
from digikartta.problems import InvalidInput
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_closed_round,
    create_profile,
    create_questionnaire,
)

SAMPLE = create_questionnaire()
FULL = {f"{d}_{n}": "3" for d in ("vision", "people", "data") for n in range(1, 5)}
EVERYBODY = ("Kaikki", CohortFilters())
PAGE = Wish("link", "Ohjausryhmä", 30)


@pytest.fixture(name="editor")
def _editor(engine: Engine) -> Editor:
    return Editor(create_account(engine, "project", name="Maija"), NOW)


def create_companies(engine: Engine, n: int, *, industry: str = "C", first: int = 0) -> list[int]:
    return [
        create_closed_round(
            engine, FULL, profile=create_profile(f"Yritys {first + i}", industry=industry)
        ).organisation_id
        for i in range(n)
    ]


def publish(
    engine: Engine,
    editor: Editor,
    *chosen: tuple[str, CohortFilters],
    wish: Wish = PAGE,
) -> publications.Published:
    return publications.publish(
        engine, editor, chosen or [EVERYBODY], wish, questionnaire=SAMPLE, known={}, k=5
    )


def problem(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as refused:
        action()
    return refused.value.problems[0].key


def gone(engine: Engine) -> list[int]:
    with reading(engine) as connection:
        return list(connection.execute(select(PublishedCohort.gone)).scalars())


def test_a_link_opens_the_page_as_it_was_when_it_was_made(engine: Engine, editor: Editor) -> None:
    create_companies(engine, 6)
    made = publish(engine, editor)
    assert made.token
    create_companies(engine, 9, first=6)
    page = publications.shared_page(engine, made.token, today=TODAY)
    assert page == made.page
    assert (page.title, page.published_on, page.questionnaire) == ("Ohjausryhmä", TODAY, "sample-1")
    assert page.dimensions == ("vision", "people", "data", "overall")
    assert (page.cohorts[0].name, page.cohorts[0].n) == ("Kaikki", 6)
    assert page.cohorts[0].dimensions["vision"].median == 50.0


def test_a_link_ends_on_its_day_or_when_it_is_revoked(engine: Engine, editor: Editor) -> None:
    create_companies(engine, 5)
    token = publish(engine, editor).token or ""
    last = TODAY + timedelta(30)
    assert publications.shared_page(engine, token, today=last).title == "Ohjausryhmä"
    later = last + timedelta(1)
    open_ = lambda day: publications.shared_page(engine, token, today=day)  # noqa: E731
    assert problem(lambda: open_(later)) == "problem.link_expired"
    (link,) = publications.links(engine)
    assert (link.title, link.revoked, link.expires_on) == ("Ohjausryhmä", False, last)
    assert (link.cohorts, link.author) == (("Kaikki",), "Maija")
    publications.revoke(engine, editor, link.id)
    assert problem(lambda: open_(TODAY)) == "problem.link_revoked"
    assert publications.links(engine)[0].revoked
    assert problem(lambda: publications.shared_page(engine, "x", today=TODAY)) == (
        "problem.link_unknown"
    )


def test_links_and_files_are_judged_by_each_other_also_when_ended(
    engine: Engine, editor: Editor
) -> None:
    create_companies(engine, 10)
    publish(engine, editor)
    publications.revoke(engine, editor, publications.links(engine)[0].id)
    create_companies(engine, 1, first=10)
    made = publish(engine, editor, wish=Wish("file", "Avoin tiedosto"))
    assert made.token is None
    assert made.page.cohorts[0].suppressed is Suppression.DIFFERENCING
    assert len(publications.links(engine)) == 1
    create_companies(engine, 5, first=11)
    assert publish(engine, editor).page.cohorts[0].n == 16


def test_an_erased_company_still_stands_behind_what_was_shown(
    engine: Engine, editor: Editor
) -> None:
    ids = create_companies(engine, 10)
    publish(engine, editor)
    erasure.erase_organisation(engine, ids[0])
    assert gone(engine) == [1]
    assert publish(engine, editor).page.cohorts[0].suppressed is Suppression.DIFFERENCING


def test_of_two_merged_companies_one_is_gone(engine: Engine, editor: Editor) -> None:
    ids = create_companies(engine, 10)
    publish(engine, editor)
    company_merge.merge(engine, editor, keep=ids[0], remove=ids[1])
    assert gone(engine) == [1]
    with reading(engine) as connection:
        members = set(connection.execute(select(PublishedMember.organisation_id)).scalars())
    assert members == set(ids) - {ids[1]}


def test_a_hidden_cohort_keeps_nobody(engine: Engine, editor: Editor) -> None:
    create_companies(engine, 4)
    assert publish(engine, editor).page.cohorts[0].suppressed is Suppression.TOO_FEW
    with reading(engine) as connection:
        assert connection.execute(select(PublishedMember)).all() == []


def test_a_change_meanwhile_is_taken_into_account(
    engine: Engine, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = create_companies(engine, 10)
    stored, tries = publications._stored, []

    def change_first(*arguments: object) -> bool:
        if not tries:
            with writing(engine) as connection:
                organisations.erase(connection, ids[0])
        tries.append(1)
        return stored(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(publications, "_stored", change_first)
    assert publish(engine, editor).page.cohorts[0].n == 9
    assert len(tries) == 2
    with reading(engine) as connection:
        assert revisions.current(connection, revisions.PUBLIC) == 1


@pytest.mark.parametrize(
    ("wish", "chosen", "key"),
    [
        (Wish("link", " "), [EVERYBODY], "problem.text_missing"),
        (Wish("link", "x", 17), [EVERYBODY], "problem.cohorts_to_share"),
        (PAGE, [EVERYBODY] * 7, "problem.cohorts_to_share"),
    ],
)
def test_a_page_has_a_title_a_time_and_up_to_six_cohorts(
    engine: Engine,
    editor: Editor,
    wish: Wish,
    chosen: list[tuple[str, CohortFilters]],
    key: str,
) -> None:
    assert problem(lambda: publish(engine, editor, *chosen, wish=wish)) == key


def test_a_facilitator_publishes_and_revokes_nothing(engine: Engine) -> None:
    facilitator = Editor(create_account(engine, "facilitator"), NOW)
    assert problem(lambda: publish(engine, facilitator)) == "problem.role_not_allowed"
    assert problem(lambda: publications.revoke(engine, facilitator, 1)) == (
        "problem.role_not_allowed"
    )
