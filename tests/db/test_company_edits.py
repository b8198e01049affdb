from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from db import company_edits, company_proposals
from db.company_access import may_see, share
from db.company_edits import Editor
from db.company_file import CompanyFile, company_file
from db.engine import reading, writing
from db.site_settings import EXAMPLE_DATA, switch
from digikartta.account import Account
from digikartta.problems import InvalidInput
from tests.factories import (
    NOW,
    TODAY,
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_round,
)


@pytest.fixture(name="editor")
def _editor(engine: Engine) -> Editor:
    return Editor(create_account(engine, "project", name="Maija Mäki"), NOW)


def problem(action: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as refused:
        action()
    return refused.value.problems[0].key, refused.value.problems[0].where


def file_of(engine: Engine, editor: Editor, at: int) -> CompanyFile:
    return company_file(engine, editor.account, at)


def history(engine: Engine, editor: Editor, at: int) -> list[tuple[str, str, str]]:
    """The changes, first one first."""
    changes = file_of(engine, editor, at).changes[::-1]
    assert {(change.author, change.at) for change in changes} <= {("Maija Mäki", NOW)}
    return [(change.field, change.before, change.after) for change in changes]


def test_a_company_is_added_with_its_profile_and_partner(engine: Engine, editor: Editor) -> None:
    profile = create_profile(" Saari Oy ", business_id="1234567-1", growth_seeking=True)
    at = company_edits.add_company(engine, editor, profile, partner=" Omnia ")
    company = file_of(engine, editor, at)
    assert company.profile == create_profile(
        "Saari Oy", business_id="1234567-1", growth_seeking=True
    )
    assert (company.partner, company.place, company.is_example) == ("Omnia", "not_begun", False)
    assert history(engine, editor, at) == [("company", "", "Saari Oy"), ("partner", "", "Omnia")]


def test_whoever_adds_a_company_sees_it(engine: Engine) -> None:
    facilitator = create_account(engine, "facilitator")
    at = company_edits.add_company(engine, Editor(facilitator, NOW), create_profile())
    with reading(engine) as connection:
        assert may_see(connection, facilitator, at)


def test_on_an_example_site_an_added_company_is_an_example(engine: Engine, editor: Editor) -> None:
    with writing(engine) as connection:
        switch(connection, EXAMPLE_DATA, on=True)
    at = company_edits.add_company(engine, editor, create_profile())
    assert file_of(engine, editor, at).is_example


def test_a_taken_business_id_and_a_wrong_profile_are_refused(
    engine: Engine, editor: Editor
) -> None:
    taken = create_profile("Saari Oy", business_id="1234567-1")
    create_organisation(engine, taken)
    old = create_profile("Toinen Oy")
    other = create_organisation(engine, old)
    as_well = create_profile("Kolmas Oy", business_id="1234567-1")
    refused = ("problem.business_id_taken", "business_id")
    assert problem(lambda: company_edits.add_company(engine, editor, as_well)) == refused

    def change() -> None:
        company_edits.change_profile(engine, editor, other, as_well, seen=old)

    assert problem(change) == refused
    nameless = create_profile("")
    assert problem(lambda: company_edits.add_company(engine, editor, nameless))[1] == "name"


def test_a_changed_profile_is_kept_with_what_it_was(engine: Engine, editor: Editor) -> None:
    old = create_profile("Saari Oy", business_id="1234567-1")
    at = create_organisation(engine, old)
    new = create_profile(
        "Saari Ab", business_id="1234567-1", size_class="small", international=True
    )
    company_edits.change_profile(engine, editor, at, new, seen=old)
    assert file_of(engine, editor, at).profile == new
    assert history(engine, editor, at) == [
        ("name", "Saari Oy", "Saari Ab"),
        ("international", "", "True"),
        ("size_class", "micro", "small"),
    ]


def test_a_profile_that_two_change_at_once_has_both_changes(engine: Engine, editor: Editor) -> None:
    seen = create_profile("Saari Oy", size_class="micro")
    at = create_organisation(engine, seen)
    for mine in (replace(seen, size_class="medium"), replace(seen, name="Saari Ab")):
        company_edits.change_profile(engine, editor, at, mine, seen=seen)
    assert file_of(engine, editor, at).profile == create_profile("Saari Ab", size_class="medium")


def test_the_furthest_day_is_the_step_and_days_can_be_taken_away(
    engine: Engine, editor: Editor
) -> None:
    at = create_organisation(engine)
    first, second = TODAY - timedelta(9), TODAY - timedelta(2)
    company_edits.reach(engine, editor, at, "contacted", first)
    company_edits.reach(engine, editor, at, "selected", second)
    company = file_of(engine, editor, at)
    assert (company.step, company.days) == ("selected", {"contacted": first, "selected": second})
    company_edits.change_days(engine, editor, at, {"selected": None})
    assert (file_of(engine, editor, at).place) == "contacted"
    company_edits.change_days(engine, editor, at, {"contacted": None})
    assert file_of(engine, editor, at).place == "not_begun"
    assert history(engine, editor, at) == [
        ("step_contacted", "", "2026-02-21"),
        ("step_selected", "", "2026-02-28"),
        ("step_selected", "2026-02-28", ""),
        ("step_contacted", "2026-02-21", ""),
    ]


def test_days_out_of_order_change_nothing(engine: Engine, editor: Editor) -> None:
    at = create_organisation(engine)
    company_edits.reach(engine, editor, at, "contacted", TODAY)
    early = TODAY - timedelta(1)
    key = problem(lambda: company_edits.reach(engine, editor, at, "selected", early))
    assert key == ("problem.step_order", "selected")
    assert problem(lambda: company_edits.change_days(engine, editor, at, {"x": TODAY}))[1] == "step"
    assert file_of(engine, editor, at).days == {"contacted": TODAY}


def test_a_dropped_company_keeps_its_step_and_can_be_taken_back(
    engine: Engine, editor: Editor
) -> None:
    at = create_organisation(engine)
    company_edits.reach(engine, editor, at, "selected", TODAY)
    company_edits.drop(engine, editor, at, day=TODAY, reason=" Yritys myytiin ")
    company = file_of(engine, editor, at)
    assert (company.place, company.step) == ("dropped", "selected")
    assert (company.dropped_on, company.dropped_reason) == (TODAY, "Yritys myytiin")
    company_edits.take_back(engine, editor, at)
    company = file_of(engine, editor, at)
    assert (company.place, company.dropped_on, company.dropped_reason) == ("selected", None, "")


def test_dropping_needs_a_reason_and_a_day_that_has_come(engine: Engine, editor: Editor) -> None:
    at = create_organisation(engine)
    tomorrow = TODAY + timedelta(1)

    def drop(day: date, reason: str) -> tuple[str, str]:
        return problem(lambda: company_edits.drop(engine, editor, at, day=day, reason=reason))

    assert drop(TODAY, " ") == ("problem.text_missing", "dropped_reason")
    assert drop(tomorrow, "x") == ("problem.step_day", "dropped_on")


def test_partner_and_tags_are_changed_together(engine: Engine, editor: Editor) -> None:
    at = create_organisation(engine)
    company_edits.set_labels(engine, editor, at, partner="Omnia", tags=["b", "a"])
    company_edits.set_labels(engine, editor, at, partner="Omnia", tags=[])
    assert file_of(engine, editor, at).tags == ()
    company_edits.set_labels(engine, editor, at, partner=None, tags=None)
    assert file_of(engine, editor, at).partner == "Omnia"
    assert history(engine, editor, at) == [
        ("partner", "", "Omnia"),
        ("tags", "", "b, a"),
        ("tags", "a, b", ""),
    ]


def test_contacts_stand_latest_first(engine: Engine, editor: Editor) -> None:
    at = create_organisation(engine)
    for day, note in ((TODAY, "Puhelu"), (TODAY - timedelta(3), "Ensin"), (TODAY, "Toinen")):
        company_edits.add_contact(engine, editor, at, day=day, kind="call", note=note)
    contacts = file_of(engine, editor, at).contacts
    assert [contact.note for contact in contacts] == ["Toinen", "Puhelu", "Ensin"]
    assert (contacts[0].author, contacts[0].kind, contacts[0].day) == ("Maija Mäki", "call", TODAY)


def test_a_contact_needs_a_text_a_kind_and_a_day_that_has_come(
    engine: Engine, editor: Editor
) -> None:
    at = create_organisation(engine)

    def add(day: date = TODAY, kind: str = "call", note: str = "x") -> tuple[str, str]:
        return problem(
            lambda: company_edits.add_contact(engine, editor, at, day=day, kind=kind, note=note)
        )

    assert add(note=" ") == ("problem.text_missing", "note")
    assert add(kind="pigeon") == ("problem.contact_kind", "kind")
    assert add(day=TODAY + timedelta(1)) == ("problem.step_day", "day")


def test_a_written_proposal_reaches_its_step_and_so_does_an_agreed_one(
    engine: Engine, editor: Editor
) -> None:
    at = create_organisation(engine)
    seen = company_proposals.write(engine, editor, at, "Verkkokauppa ensin.", seen=0)
    again = company_proposals.write(engine, editor, at, "Verkkokauppa ensin.", seen=0)
    new = company_proposals.write(engine, editor, at, "Asiakaskysely ensin.", seen=seen)
    assert (again == seen, new == seen) == (True, False)
    company_proposals.agree(engine, editor, at, day=TODAY, who="Tj. Saari", seen=new)
    company = file_of(engine, editor, at)
    assert [p.body for p in company.proposals] == ["Asiakaskysely ensin.", "Verkkokauppa ensin."]
    latest, first = company.proposals
    assert (latest.agreed_on, latest.agreed_by, latest.author) == (TODAY, "Tj. Saari", "Maija Mäki")
    assert (first.agreed_on, first.agreed_by) == (None, "")
    assert company.days == {"proposal_made": TODAY, "proposal_agreed": TODAY}


def test_a_proposal_leaves_days_alone_that_it_does_not_fit(engine: Engine, editor: Editor) -> None:
    at = create_organisation(engine)
    earlier = TODAY - timedelta(5)
    company_edits.reach(engine, editor, at, "in_workshops", earlier)
    company_proposals.write(engine, editor, at, "Jälkikäteen", seen=0)
    assert file_of(engine, editor, at).days == {"in_workshops": earlier}


def test_there_is_nothing_to_agree_to_before_it_is_written(engine: Engine, editor: Editor) -> None:
    at = create_organisation(engine)

    seen = 0

    def agree(day: date = TODAY, who: str = "Tj.") -> str:
        return problem(
            lambda: company_proposals.agree(engine, editor, at, day=day, who=who, seen=seen)
        )[0]

    assert agree() == "problem.no_proposal"
    seen = company_proposals.write(engine, editor, at, "Ehdotus", seen=0)
    assert agree(who=" ") == "problem.text_missing"
    assert agree(day=TODAY - timedelta(1)) == "problem.agreed_day"
    assert agree(day=TODAY + timedelta(1)) == "problem.agreed_day"


def test_nobody_writes_over_or_agrees_to_a_proposal_they_have_not_seen(
    engine: Engine, editor: Editor
) -> None:
    at = create_organisation(engine)
    seen = company_proposals.write(engine, editor, at, "Ensin", seen=0)
    company_proposals.write(engine, editor, at, "Toisen", seen=seen)

    def write() -> None:
        company_proposals.write(engine, editor, at, "Minun", seen=seen)

    def agree() -> None:
        company_proposals.agree(engine, editor, at, day=TODAY, who="Tj.", seen=seen)

    assert problem(write) == problem(agree) == ("problem.proposal_changed", "proposal")
    latest = file_of(engine, editor, at).proposals[0]
    assert (latest.body, latest.agreed_on) == ("Toisen", None)


def test_a_facilitator_changes_shared_companies_only(engine: Engine) -> None:
    editor = Editor(create_account(engine, "facilitator"), NOW)
    at = create_organisation(engine)

    def contact() -> None:
        company_edits.add_contact(engine, editor, at, day=TODAY, kind="visit", note="Käynti")

    assert problem(contact)[0] == "problem.company_not_shown"
    assert (
        problem(lambda: company_file(engine, editor.account, at))[0] == "problem.company_not_shown"
    )
    with writing(engine) as connection:
        share(connection, at, editor.account.id)
    contact()
    assert file_of(engine, editor, at).contacts[0].note == "Käynti"


def test_an_editor_without_a_name_is_called_by_the_address() -> None:
    assert Editor(Account(1, "a@b.fi", "", "admin"), NOW).name == "a@b.fi"


def test_the_rounds_stand_with_their_overall_score(engine: Engine, editor: Editor) -> None:
    full = {f"{d}_{n}": "3" for d in ("vision", "people", "data") for n in range(1, 5)}
    target = create_closed_round(engine, full)
    create_round(engine, organisation_id=target.organisation_id, stage="T1")
    rounds = file_of(engine, editor, target.organisation_id).rounds
    assert [(r.round.stage, r.overall) for r in rounds] == [("T0", 50.0), ("T1", None)]
