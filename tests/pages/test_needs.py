"""The needs of a closed round: list, vote, matrix, and one tap to the plan."""

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from db import actions, need_placements, need_votes
from db.engine import reading, writing
from db.tables import Link
from digikartta.action_plan import Action
from digikartta.need_matrix import Placement
from digikartta.texts import texts
from tests.development_factories import person_of
from tests.pages.conftest import Site
from tests.pages.development_visitors import (
    CONTENT,
    LOW,
    Assessed,
    answers,
    as_account,
    as_owner,
    as_participant,
    as_stranger,
    assess,
    confirm,
    open_for,
    press,
)
from tests.pages.visiting import html, let_time_pass, links, open_page, words

t = texts("fi")
ADDRESS = "tarpeet"
# Two lowest of each of eight dimensions; LOW are questions of two of them, and come first.
NEEDS = 16


def plan(site: Site, assessed: Assessed) -> list[Action]:
    with reading(site.engine) as connection:
        found = actions.plan_of(connection, assessed.organisation_id)
    return [planned.content for planned in found]


def question(item: str) -> str:
    return next(q.text.fi for q in CONTENT.questions if q.id == item)


def vote(site: Site, assessed: Assessed, *ballots: dict[str, int]) -> None:
    need_votes.open_vote(site.engine, assessed.organisation_id, assessed.round_id)
    for token, ballot in zip(assessed.people, ballots, strict=False):
        for item, dots in ballot.items():
            person = person_of(site.engine, token)
            need_votes.cast(site.engine, person, item, dots, items={item})


def place(site: Site, assessed: Assessed, item: str, placement: Placement) -> None:
    key = (assessed.organisation_id, assessed.round_id, item)
    need_placements.place(site.engine, *key, placement, version=need_placements.NEW)


def choose(page: AppTest, item: str) -> AppTest:
    return page.selectbox(key="choose-need-fi").set_value(item).run()


def set_place(page: AppTest, item: str, importance: int, effort: int) -> AppTest:
    page.segmented_control(key=f"place-{item}-importance").set_value(importance)
    page.segmented_control(key=f"place-{item}-effort").set_value(effort)
    return press(page, f"place-{item}")


def test_a_stranger_and_another_company_see_nothing(site: Site) -> None:
    assessed = assess(site)
    as_stranger(site)
    for page in (open_page(ADDRESS), open_for(ADDRESS, assessed)):
        assert not page.exception
        assert links(page) == {t("state.to_front"): "/?lang=fi"}
    as_owner(site, assess(site, given=answers(vision_direction="4")))
    page = open_for(ADDRESS, assessed)
    assert question("vision_direction") not in words(page)


@pytest.mark.parametrize("who", [as_owner, as_participant])
def test_needs_wait_until_the_round_is_closed(site: Site, who: object) -> None:
    assessed = assess(site, closed=False)
    who(site, assessed)  # type: ignore[operator]
    page = open_page(ADDRESS)
    assert t("needs.wait_title") in words(page)
    assert question(LOW[0]) not in words(page)


def test_an_account_without_a_closed_round_is_told_so(site: Site) -> None:
    assessed = assess(site, closed=False)
    confirm(site, assessed)
    as_account(site)
    page = open_for(ADDRESS, assessed)
    assert t("problem.no_round_yet") in words(page)


def test_the_greatest_need_comes_first_with_its_lowest_questions_and_agreement(
    site: Site,
) -> None:
    as_owner(site, assess(site))
    page = open_page(ADDRESS)
    assert not page.exception
    text = html(page)
    # Digital vision: (0 + 3·50)/4 = 37.5, target 100; so is customer understanding.
    assert t("result.now_and_target", score="38", target="100", need="+63") in words(page)
    assert text.count('class="dk-need-number"') == NEEDS + 1  # the chosen one stands there twice
    assert text.index(question("vision_direction")) < text.index(question("customer_collecting"))
    assert t("needs.accord.agree") in words(page)


def test_one_who_is_alone_has_needs_and_no_agreement(site: Site) -> None:
    as_owner(site, assess(site, people=1))
    page = open_page(ADDRESS)
    assert question(LOW[0]) in words(page)
    assert t("needs.accord.agree") not in words(page)


def test_a_company_at_its_target_is_congratulated(site: Site) -> None:
    top = {q.id: "5" for q in CONTENT.questions}
    as_owner(site, assess(site, given=answers(**top)))
    page = open_page(ADDRESS)
    assert t("result.no_needs") in words(page)
    assert links(page)[t("path.next", step=t("path.digivisio"))] == "/digivisio?lang=fi"


def test_the_owner_opens_the_vote_follows_it_and_ends_it(stored_site: Site) -> None:
    assessed = assess(stored_site)
    as_owner(stored_site, assessed)
    page = press(open_page(ADDRESS), "open-vote")
    assert "https://digikartta.example/aanestys" in [code.value for code in page.code]
    ballots = ({LOW[0]: 3}, {LOW[0]: 1, LOW[1]: 2}, {LOW[1]: 1})
    vote(stored_site, assessed, *ballots)
    page = page.run()
    assert t.n("needs.voted", 3, people="3") in words(page)
    assert t("needs.vote_table") not in words(page)
    page = press(page, "end-vote")
    assert "<td>●●●● 4</td>" in html(page)
    assert "<td>●●● 3</td>" in html(page)
    page = press(page, "start-over")
    assert t.n("needs.voted", 0, people="3") in words(page)


def test_who_may_not_see_the_vote_any_more_follows_it_no_longer(site: Site) -> None:
    assessed = assess(site)
    vote(site, assessed)
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    with writing(site.engine) as connection:
        connection.execute(update(Link).values(revoked=True))
    page = let_time_pass(page)
    assert t("problem.link_revoked", where="") in words(page)


def test_two_votes_in_a_round_of_three_are_counted_and_not_shown(site: Site) -> None:
    assessed = assess(site)
    vote(site, assessed, {LOW[0]: 3}, {LOW[1]: 3})
    as_owner(site, assessed)
    page = press(open_page(ADDRESS), "end-vote")
    assert t.n("needs.vote_few", 2) in words(page)
    assert "●●●" not in html(page)


def test_a_participant_reads_the_needs_and_is_led_to_the_vote(site: Site) -> None:
    assessed = assess(site)
    vote(site, assessed)
    place(site, assessed, LOW[0], Placement(5, 2))
    as_participant(site, assessed)
    page = open_page(ADDRESS)
    assert links(page)[t("vote.go")] == "/aanestys?lang=fi"
    assert not page.button
    assert not page.checkbox
    assert t("needs.field.first") in words(page)


def test_importance_and_effort_are_set_moved_and_taken_back(stored_site: Site) -> None:
    assessed = assess(stored_site)
    as_owner(stored_site, assessed)
    page = choose(open_page(ADDRESS), "customer_collecting")
    page = set_place(page, "customer_collecting", 5, 2)
    assert t("needs.placed") in words(page)
    assert len(page.get("plotly_chart")) == 1
    page = set_place(page, "customer_collecting", 4, 3)
    found = need_placements.of_round(stored_site.engine, assessed.round_id)
    assert found["customer_collecting"].placement == Placement(4, 3)
    page = press(page, "back-customer_collecting")
    assert need_placements.of_round(stored_site.engine, assessed.round_id) == {}


def test_half_a_placement_is_none(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = press(choose(open_page(ADDRESS), LOW[0]), f"place-{LOW[0]}")
    assert t("problem.placement") in words(page)
    assert need_placements.of_round(site.engine, assessed.round_id) == {}


def figures(importance: int, effort: int) -> str:
    names = [t(f"needs.column.{name}_short") for name in ("importance", "effort")]
    return f"{names[0]} {importance} {names[1]} {effort}"


def overtaken(site: Site) -> tuple[Assessed, str, AppTest]:
    """The owner sets a need to 1 and 1 after somebody else has set it to 5 and 5."""
    assessed = assess(site)
    as_owner(site, assessed)
    item = "vision_direction"
    page = choose(open_page(ADDRESS), item)
    place(site, assessed, item, Placement(5, 5))
    return assessed, item, set_place(page, item, 1, 1)


def test_one_s_own_earlier_choice_goes_once_it_is_stored(stored_site: Site) -> None:
    assessed, item, page = overtaken(stored_site)
    page = set_place(page, item, 1, 1)
    assert t("needs.mine") not in words(page)
    stored = need_placements.of_round(stored_site.engine, assessed.round_id)[item]
    assert stored.placement == Placement(1, 1)


def test_the_second_who_places_a_need_is_told_and_sees_the_first(stored_site: Site) -> None:
    assessed, item, page = overtaken(stored_site)
    assert t("problem.placed_meanwhile") in words(page)
    shown = [
        page.segmented_control(key=f"place-{item}-{field}").value
        for field in ("importance", "effort")
    ]
    assert shown == [5, 5]
    both = f"{t('both.theirs')} {figures(5, 5)} {t('needs.mine')} {figures(1, 1)}"
    assert both in words(page)
    stored = need_placements.of_round(stored_site.engine, assessed.round_id)[item]
    assert stored.placement == Placement(5, 5)


def test_chosen_needs_go_to_the_plan_with_their_next_step(stored_site: Site) -> None:
    assessed = assess(stored_site)
    place(stored_site, assessed, LOW[0], Placement(5, 1))
    as_owner(stored_site, assessed)
    page = open_page(ADDRESS)
    assert page.checkbox(key=f"take-{LOW[0]}-first").value  # important and easy: ticked already
    assert not page.checkbox(key=f"take-{LOW[1]}").value
    page.checkbox(key=f"take-{LOW[1]}").check().run()
    page = press(page, "take")
    made = {action.needs: action for action in plan(stored_site, assessed)}
    assert set(made) == {(LOW[0],), (LOW[1],)}
    level_one = next(q for q in CONTENT.questions if q.id == LOW[0]).levels[0]  # type: ignore[union-attr]
    assert level_one.next_step is not None
    assert made[(LOW[0],)].first_step == level_one.next_step.fi
    assert made[(LOW[0],)].dimension == "customer"
    assert t.n("needs.taken", 2) in words(page)
    assert not [box.key for box in page.checkbox if f"take-{LOW[0]}" in str(box.key)]


def test_a_need_that_is_placed_first_is_ticked_whatever_its_box_was_before(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    page.checkbox(key=f"take-{LOW[0]}").check().run()
    page.checkbox(key=f"take-{LOW[0]}").uncheck().run()
    place(site, assessed, LOW[0], Placement(5, 1))
    page.run()
    assert page.checkbox(key=f"take-{LOW[0]}-first").value
    assert not page.button(key="take").disabled


def test_a_replayed_tap_of_a_participant_changes_nothing(site: Site) -> None:
    assessed = assess(site)
    as_owner(site, assessed)
    page = open_page(ADDRESS)
    page.checkbox(key=f"take-{LOW[0]}").check().run()
    as_participant(site, assessed)
    page = press(page, "take")
    assert t("problem.read_only") in words(page)
    assert plan(site, assessed) == []


def test_an_account_edits_and_stays_with_its_company(site: Site) -> None:
    assessed = assess(site)
    confirm(site, assessed)
    as_account(site)
    page = press(open_for(ADDRESS, assessed), "open-vote")
    assert need_votes.state(site.engine, assessed.round_id) == "open"
    step = t("path.next", step=t("path.digivisio"))
    assert links(page)[step] == f"/digivisio?lang=fi&yritys={assessed.organisation_id}"
