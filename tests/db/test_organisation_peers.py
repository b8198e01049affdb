from datetime import date

import pytest
from sqlalchemy import Engine

from db import publications, rounds
from db.company_edits import Editor
from db.engine import reading, writing
from db.organisation_peers import OrganisationPeers, peers_of
from db.publications import Wish
from digikartta.cohort import CohortFilters
from digikartta.disclosure_groups import PeerFilters
from digikartta.peer_group import Suppression
from digikartta.problems import InvalidInput
from tests.factories import (
    NOW,
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_questionnaire,
    create_round,
)

SAMPLE = create_questionnaire()
CUSTOMERS = create_questionnaire("customers-1", respondents="customers")
KNOWN = {each.id: each for each in (SAMPLE, CUSTOMERS)}
ANYBODY = PeerFilters()


def peers(
    engine: Engine,
    organisation_id: int,
    *,
    questionnaire: str | None = None,
    filters: PeerFilters = ANYBODY,
) -> OrganisationPeers:
    with reading(engine) as connection:
        return peers_of(
            connection,
            organisation_id,
            questionnaire=questionnaire,
            filters=filters,
            known=KNOWN,
            k=5,
        )


def problem(engine: Engine, organisation_id: int, **options: object) -> str:
    with pytest.raises(InvalidInput) as refused:
        peers(engine, organisation_id, **options)  # type: ignore[arg-type]
    return refused.value.problems[0].key


def create_rounds(engine: Engine, *levels: int, day: date = date(2026, 1, 1)) -> list[int]:
    """Closed rounds of companies of their own with these levels throughout; their companies."""
    return [
        create_closed_round(
            engine,
            {f"{d}_{n}": str(level) for d in ("vision", "people", "data") for n in range(1, 5)},
            profile=create_profile(f"Yritys {level}"),
            closed_on=day,
        ).organisation_id
        for level in levels
    ]


def test_a_company_is_compared_with_all_others(engine: Engine) -> None:
    own, *_ = create_rounds(engine, 3, 1, 2, 3, 4, 5)
    found = peers(engine, own)
    assert (found.group.n, found.group.suppressed) == (5, None)
    vision = found.group.dimensions["vision"]
    assert (vision.own, vision.mean, vision.median) == (50.0, 50.0, 50.0)


def test_fewer_than_five_others_are_too_few(engine: Engine) -> None:
    own, *_ = create_rounds(engine, 3, 1, 2, 3, 4)
    found = peers(engine, own)
    assert (found.group.n, found.group.suppressed) == (4, Suppression.TOO_FEW)


def test_the_latest_closed_round_is_compared_and_tests_are_passed_over(engine: Engine) -> None:
    company = create_organisation(engine)
    first = create_closed_round(engine, organisation_id=company, closed_on=date(2025, 1, 1))
    test = create_closed_round(engine, organisation_id=company, stage="T1")
    with writing(engine) as connection:
        rounds.mark_as_test(connection, test.round_id, is_test=True)
    create_round(engine, organisation_id=company, stage="T2")
    assert peers(engine, company).round.id == first.round_id


def test_the_customers_round_is_compared_only_when_asked_for(engine: Engine) -> None:
    company = create_organisation(engine)
    own = create_closed_round(engine, organisation_id=company, closed_on=date(2025, 1, 1))
    theirs = create_closed_round(engine, organisation_id=company, questionnaire=CUSTOMERS)
    assert peers(engine, company).round.id == own.round_id
    assert peers(engine, company, questionnaire="customers-1").round.id == theirs.round_id


def test_what_does_not_exist_is_told(engine: Engine) -> None:
    company = create_organisation(engine)
    assert problem(engine, company + 1) == "problem.organisation_unknown"
    assert problem(engine, company) == "problem.no_closed_round_at_all"
    create_closed_round(engine, organisation_id=company)
    assert problem(engine, company, questionnaire="customers-1") == "problem.no_closed_round"
    filters = PeerFilters(cohort="Kevät")
    assert problem(engine, company, filters=filters) == "problem.cohort_unknown"


def test_the_companys_own_cohort_is_known(engine: Engine) -> None:
    target = create_closed_round(engine, cohort="Kevät")
    found = peers(engine, target.organisation_id, filters=PeerFilters(cohort="Kevät"))
    assert found.group.n == 0


def test_a_group_that_one_company_tells_from_a_shared_page_is_hidden(engine: Engine) -> None:
    own, *_ = create_rounds(engine, *11 * [3])
    editor = Editor(create_account(engine, "project"), NOW)
    page = Wish("link", "Ohjausryhmä")
    everybody = [("Kaikki", CohortFilters())]
    known = {"questionnaire": SAMPLE, "known": KNOWN, "k": 5}
    publications.publish(engine, editor, everybody, page, **known)  # type: ignore[arg-type]
    assert peers(engine, own).group.n == 10
    assert peers(engine, own).group.suppressed is None
    create_rounds(engine, 3)
    assert peers(engine, own).group.suppressed is Suppression.DIFFERENCING
    create_rounds(engine, *4 * [3])
    assert peers(engine, own).group.suppressed is None
