"""A tap is stored although a newer one arrives as soon as what happens on it begins.

The framework ends what happens on the older one wherever it reads or writes the session by key,
and never tells of it again.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.state import session_state
from streamlit.testing.v1 import AppTest

from db import account_links, account_upkeep, digital_visions, need_placements
from db.engine import reading, writing
from digikartta.need_matrix import Placement
from digikartta.texts import texts
from digikartta.web.cookies import ACCOUNT_LINK, BROWSER
from tests.factories import TODAY, create_account
from tests.pages import development_visitors as development
from tests.pages import (
    test_accounts,
    test_administration,
    test_customer_understanding,
    test_future_map,
    test_needs,
    test_plan,
)
from tests.pages.conftest import Site
from tests.pages.visiting import FragmentRunner, links, open_page, type_into_table, words

t = texts("fi")
Overtake = Callable[[AppTest], None]


@pytest.fixture(name="overtake")
def _overtake(monkeypatch: pytest.MonkeyPatch) -> Overtake:
    """Let a newer tap, of what the page holds now, overtake what happens on the next one."""
    sent: list[tuple[FragmentRunner, RerunData]] = []
    newer: list[Any] = []
    request, call = FragmentRunner.request_rerun, session_state.WStates.call_callback

    def noted(runner: FragmentRunner, data: RerunData) -> bool:
        sent.append((runner, data))
        return request(runner, data)

    def overtaken(states: session_state.WStates, widget: str) -> Any:
        if newer:
            runner, data = sent[-1]
            runner._requests.request_rerun(replace(data, widget_states=newer.pop()))
        return call(states, widget)

    monkeypatch.setattr(FragmentRunner, "request_rerun", noted)
    monkeypatch.setattr(session_state.WStates, "call_callback", overtaken)
    return lambda page: newer.append(page._tree.get_widget_states())


def begun(site: Site) -> development.Assessed:
    assessed = development.assess(site)
    development.as_owner(site, assessed)
    return assessed


def ends_with(page: AppTest, kind: str, begin: str, end: str) -> Any:
    return next(w for w in page.get(kind) if str(w.key).startswith(begin) and w.key.endswith(end))


def test_a_placement_and_the_way_to_the_plan(site: Site, overtake: Overtake) -> None:
    assessed, item = begun(site), development.LOW[0]
    page = test_needs.choose(open_page("tarpeet"), item)
    page.checkbox(key=f"take-{item}").check().run()
    overtake(page)
    development.press(page, "take")
    assert [action.needs for action in test_needs.plan(site, assessed)] == [(item,)]
    page.segmented_control(key=f"place-{item}-importance").set_value(5)
    page.segmented_control(key=f"place-{item}-effort").set_value(1)
    overtake(page)
    development.press(page, f"place-{item}")
    [stored] = need_placements.of_round(site.engine, assessed.round_id).values()
    assert stored.placement == Placement(5, 1)


def test_a_part_of_the_vision(site: Site, overtake: Overtake) -> None:
    assessed = begun(site)
    page = open_page("digivisio")
    page.text_area(key="vision-known_for").set_value("Meren paras")
    overtake(page)
    page.run()
    stored = digital_visions.draft(site.engine, assessed.organisation_id)
    assert stored.vision.text("known_for") == "Meren paras"


def test_an_insight(site: Site, overtake: Overtake) -> None:
    assessed = begun(site)
    page = open_page("asiakasymmarrys")
    test_customer_understanding.field(page, "text_area", "learnt").set_value("Opittu")
    test_customer_understanding.field(page, "selectbox", "source").set_value("interview")
    overtake(page)
    development.press(page, "add")
    stored = test_customer_understanding.stored(site, assessed)
    assert [insight.learnt for insight in stored] == ["Opittu"]


def test_the_map_s_lanes_and_a_milestone(site: Site, overtake: Overtake) -> None:
    made = test_plan.begin(site)
    page = open_page("tulevaisuuskartta")
    ends_with(page, "text_input", "map-new-", "title").set_value("Avajaiset")
    ends_with(page, "date_input", "map-new-", "day").set_value(TODAY)
    overtake(page)
    page = test_plan.press(page, "map.milestone_add")
    assert [one.title for one in test_future_map.milestones(site, made)] == ["Avajaiset"]
    ends_with(page, "selectbox", "map-years", "").set_value(5)
    overtake(page)
    test_plan.press(page, "map.choose")
    assert test_future_map.settings(site, made).years == 5


def test_a_new_action_its_fields_and_a_note(site: Site, overtake: Overtake) -> None:
    made = test_plan.begin(site)
    page = test_plan.open_plan()
    page.text_input(key="plan-new-title").set_value("Uusi toimi")
    overtake(page)
    test_plan.press(page, "plan.add")
    [seen] = test_plan.plan(site, made)
    assert seen.content.title == "Uusi toimi"
    page = test_plan.open_action(test_plan.open_plan(), seen)
    test_plan.field(page, "owner").set_value("Maija")
    overtake(page)
    test_plan.press(page, "plan.save")
    assert test_plan.plan(site, made)[0].content.owner == "Maija"
    page = test_plan.open_action(test_plan.open_plan(), seen)
    test_plan.field(page, "note").set_value("Huomio")
    overtake(page)
    test_plan.press(page, "plan.note_add")
    assert "Huomio" in words(test_plan.open_action(test_plan.open_plan(), seen))


def test_a_cell_of_the_plan(site: Site, overtake: Overtake) -> None:
    made = test_plan.begin(site)
    test_plan.add(site, made)
    page = test_plan.open_plan()
    overtake(page)
    type_into_table(page, {0: {"owner": "Kalle"}})
    assert test_plan.plan(site, made)[0].content.owner == "Kalle"


def test_the_choice_between_two_versions_of_an_action(site: Site, overtake: Overtake) -> None:
    made = test_plan.begin(site)
    seen = test_plan.add(site, made)
    page = test_plan.open_action(test_plan.open_plan(), seen)
    test_plan.field(page, "owner").set_value("Kalle")
    test_plan.somebody_else(site, made, seen, owner="Liisa")
    page = test_plan.press(page, "plan.save")
    overtake(page)
    page = test_plan.press(page, "plan.conflict.mine")
    assert test_plan.plan(site, made)[0].content.owner == "Kalle"


def test_another_name_and_another_password(
    site: Site, overtake: Overtake, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_accounts.make_hashes_cheap(monkeypatch)
    account = test_accounts.create_maija(site)
    test_accounts.sign_in(site, account)
    page = open_page("tili")
    page.text_input(key="name").set_value("Maija Meri")
    overtake(page)
    page = test_plan.press(page, "own_account.rename")
    with reading(site.engine) as connection:
        assert [one.name for one in account_upkeep.every(connection)] == ["Maija Meri"]
    new = test_accounts.OTHER
    fields = {"new_password": new, "new_password_again": new}
    test_accounts.fill(page, password_before=test_accounts.PASSWORD, **fields)
    overtake(page)
    test_plan.press(page, "own_account.change_password")
    site.browser.cookies = {BROWSER: "this-one"}
    page = test_accounts.fill(open_page("kirjaudu"), email=account.email, password=new)
    overtake(page)
    page = test_plan.press(page, "log_in.go")
    assert t("start.go_on") in links(page)


def test_the_way_on_from_an_invitation(
    site: Site, overtake: Overtake, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_accounts.make_hashes_cheap(monkeypatch)
    with writing(site.engine) as connection:
        token = account_links.invite(connection, "uusi@saari.example", "project", now=site.now)
    site.browser.cookies = {ACCOUNT_LINK: token, BROWSER: "this-one"}
    new = test_accounts.PASSWORD
    page = test_accounts.fill(
        open_page("kutsu"), name="Uusi", new_password=new, new_password_again=new
    )
    overtake(page)
    page = test_plan.press(page, "invited.invitation_go")
    assert t("start.go_on") in links(page)


def test_what_an_administrator_changes(site: Site, overtake: Overtake) -> None:
    test_administration.sign_in(site)
    maija = create_account(site.engine, "facilitator", email="maija@saari.example")
    page = test_administration.chosen(open_page("yllapito"), maija)
    page.selectbox(key=f"role-{maija.id}").set_value("project")
    overtake(page)
    page.run()
    assert test_administration.roles(site)[maija.email] == "project"
