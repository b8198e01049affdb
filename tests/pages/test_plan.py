"""The action plan in each of its states, for every kind of visitor."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db import actions, respondents, rounds
from db.assessments import OwnerLinks
from db.engine import reading, writing
from db.links import LinkTarget
from digikartta.action_plan import Action, Planned
from digikartta.questionnaire_file import load
from digikartta.texts import texts
from digikartta.web.cookies import OWNER, RESPONDENT, SESSION
from tests.factories import (
    TODAY,
    create_account,
    create_action,
    create_assessment,
    create_organisation,
    create_profile,
    create_respondent,
    create_session,
)
from tests.pages.conftest import Site
from tests.pages.visiting import SCRIPTS, html, links, open_page, type_into_table, words

t = texts("fi")
OWN_VIEW = load()["digikartta-1"]
DIMENSIONS = OWN_VIEW.dimension_ids


def begin(site: Site) -> OwnerLinks:
    """A company, whose owner this browser is."""
    made = create_assessment(site.engine, create_profile("Oma Oy"), OWN_VIEW)
    site.browser.cookies = {OWNER: made.owner}
    return made


def target(site: Site, made: OwnerLinks) -> LinkTarget:
    person = respondents.answering(site.engine, made.respondent, today=TODAY)
    return LinkTarget(person.organisation_id, person.round_id, None)


def add(site: Site, made: OwnerLinks, action: Action | None = None) -> Planned:
    """One more action of the company's plan."""
    company = target(site, made).organisation_id
    given = action or create_action()
    number = actions.create(site.engine, company, given, dimensions=DIMENSIONS, today=TODAY)
    return stored(site, company, number)


def stored(site: Site, company: int, number: int) -> Planned:
    with reading(site.engine) as connection:
        return actions.get(connection, company, number)


def plan(site: Site, made: OwnerLinks) -> list[Planned]:
    with reading(site.engine) as connection:
        return actions.plan_of(connection, target(site, made).organisation_id)


def somebody_else(site: Site, made: OwnerLinks, seen: Planned, **changes: object) -> None:
    """Another person changes an action meanwhile."""
    wanted = replace(seen.content, **changes)  # type: ignore[arg-type]
    edits = [actions.Edit(seen.id, seen, wanted)]
    company = target(site, made).organisation_id
    actions.change(site.engine, company, edits, dimensions=DIMENSIONS, today=TODAY)


def open_plan(**options: str) -> AppTest:
    page = open_page("suunnitelma", **options)
    assert not page.exception
    return page


def field(page: AppTest, name: str):  # type: ignore[no-untyped-def]
    """The widget of one field of the open action."""
    return next(w for kind in KINDS for w in page.get(kind) if str(w.key).endswith(f".{name}"))


KINDS = ("text_input", "text_area", "selectbox", "date_input", "number_input", "multiselect")


def press(page: AppTest, label: str) -> AppTest:
    page = next(b for b in page.button if b.label == t(label)).click().run()
    assert not page.exception
    return page


def open_action(page: AppTest, planned: Planned) -> AppTest:
    return page.selectbox(key="plan-open").set_value(planned.id).run()


def test_without_a_link_nobody_sees_a_plan(site: Site) -> None:
    made = begin(site)
    add(site, made, create_action("Salainen toimi"))
    site.browser.cookies = {}
    page = open_plan()
    assert t("problem.link_missing") in words(page)
    assert "Salainen toimi" not in words(page)


def test_another_companys_owner_sees_an_own_plan_only(site: Site) -> None:
    made = begin(site)
    add(site, made, create_action("Salainen toimi"))
    begin(site)
    page = open_plan()
    assert t("plan.empty_title") in words(page)
    assert "Salainen toimi" not in words(page)


def test_a_customer_sees_nothing(site: Site) -> None:
    made = begin(site)
    add(site, made, create_action("Salainen toimi"))
    customer = create_respondent(site.engine, target(site, made), role="customer")
    site.browser.cookies = {RESPONDENT: customer}
    page = open_plan()
    assert t("problem.not_for_customers") in words(page)
    assert "Salainen toimi" not in words(page)


def test_who_takes_part_reads_and_changes_nothing(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    token = create_respondent(site.engine, target(site, made))
    site.browser.cookies = {RESPONDENT: token}
    page = open_plan()
    assert t("path.read_only_title") in words(page)
    assert seen.content.title in html(page)
    assert [b.label for b in page.button] == []
    page = open_action(page, seen)
    assert [b.label for b in page.button] == []
    assert "Maija Meri" in words(page)


def test_a_facilitator_edits_the_plan_of_a_shared_company(site: Site) -> None:
    company = create_organisation(site.engine)
    account = create_account(site.engine, "project")
    session = create_session(site.engine, account, now=site.now)
    site.browser.cookies = {SESSION: session}
    page = AppTest.from_file(SCRIPTS["suunnitelma"])
    page.query_params["yritys"] = str(company)
    page = page.run(timeout=30)
    page.text_input(key="plan-new-title").input("Kysytään asiakkailta")
    press(page, "plan.add")
    with reading(site.engine) as connection:
        titles = [p.content.title for p in actions.plan_of(connection, company)]
    assert titles == ["Kysytään asiakkailta"]


def test_an_empty_plan_says_how_to_begin(site: Site) -> None:
    begin(site)
    page = open_plan()
    assert t("plan.empty_title") in words(page)
    assert page.text_input(key="plan-new-title").label == t("plan.new")


def test_a_new_action_is_an_idea_and_opens(stored_site: Site) -> None:
    made = begin(stored_site)
    page = open_plan()
    page.text_input(key="plan-new-title").input("  Avataan verkkokauppa ")
    page = press(page, "plan.add")
    [planned] = plan(stored_site, made)
    assert planned.content == Action("Avataan verkkokauppa")
    assert page.selectbox(key="plan-open").value == planned.id
    assert field(page, "title").value == "Avataan verkkokauppa"
    assert page.text_input(key="plan-new-title").value == ""


def test_an_action_without_a_title_is_refused_in_words(site: Site) -> None:
    made = begin(site)
    page = press(open_plan(), "plan.add")
    assert t("problem.action_title_missing") in words(page)
    assert plan(site, made) == []


def test_the_plan_stands_at_a_glance(site: Site) -> None:
    made = begin(site)
    add(
        site,
        made,
        create_action("Myöhässä oleva", due_on=TODAY - timedelta(days=1), starts_on=None),
    )
    add(site, made, create_action("Pian tuleva", due_on=TODAY + timedelta(days=9)))
    add(site, made, create_action("Jo tehty", status="done"))
    shown = html(open_plan())
    glance = shown[shown.index("dk-glance") :]
    for name, count in (("overdue", 1), ("upcoming", 1), ("started", 0), ("done", 1)):
        assert f"<strong>{count}</strong><span>{t(f'plan.glance.{name}')}" in glance
    assert glance.index(t("plan.list.overdue")) < glance.index("Myöhässä oleva")
    assert glance.index(t("plan.list.upcoming")) < glance.index("Pian tuleva")


def test_cells_are_stored_as_they_are_typed_and_what_is_wrong_is_named(stored_site: Site) -> None:
    made = begin(stored_site)
    add(stored_site, made, create_action("Ensimmäinen"))
    add(stored_site, made, create_action("Toinen", status="idea", owner=""))
    page = open_plan()
    cells: dict[int, dict[str, object]] = {
        0: {"owner": "Kalle", "due_on": "2026-07-01", "cost": 500},
        1: {"status": "agreed"},
    }
    page = type_into_table(page, cells)
    first, second = plan(stored_site, made)
    assert (first.content.owner, first.content.cost) == ("Kalle", 500)
    assert first.content.due_on is not None
    assert first.content.due_on.isoformat() == "2026-07-01"
    assert second.content.status == "idea"
    assert f"”Toinen”, {t('plan.field.owner')}: {t('problem.action_owner_missing')}" in words(page)
    cells[1]["owner"] = "Liisa"
    page = type_into_table(page, cells)
    assert plan(stored_site, made)[1].content.owner == "Liisa"
    assert plan(stored_site, made)[1].content.status == "agreed"
    assert t("problem.action_owner_missing") not in words(page)


def test_the_second_of_two_at_the_table_is_told_and_sees_both(stored_site: Site) -> None:
    made = begin(stored_site)
    seen = add(stored_site, made, create_action("Verkkokauppa", owner="Maija Meri"))
    add(stored_site, made, create_action("Chat"))
    page = open_plan()
    somebody_else(stored_site, made, seen, owner="Kalle Kivi", cost=70)
    page = type_into_table(page, {0: {"owner": "Liisa Lahti"}, 1: {"cost": 5}})
    assert not page.exception
    assert [p.content.owner for p in plan(stored_site, made)] == ["Kalle Kivi", "Maija Meri"]
    assert plan(stored_site, made)[1].content.cost == 5
    assert t("plan.conflict.title") in words(page)
    row = re.search(rf"{t('plan.field.owner')}</th>(.*?)</tr>", html(page))
    assert row is not None
    assert re.findall("<td>(.*?)</td>", row[1]) == ["Maija Meri", "Kalle Kivi", "Liisa Lahti"]
    page = press(page, "plan.conflict.mine")
    first = plan(stored_site, made)[0].content
    assert (first.owner, first.cost) == ("Liisa Lahti", 70)
    assert t("plan.conflict.title") not in words(page)


def test_the_second_may_leave_what_the_other_stored(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_plan()
    somebody_else(site, made, seen, owner="Kalle Kivi")
    page = type_into_table(page, {0: {"owner": "Liisa Lahti"}})
    page = press(page, "plan.conflict.theirs")
    assert plan(site, made)[0].content.owner == "Kalle Kivi"
    assert t("plan.conflict.title") not in words(page)
    assert page.session_state["plan-sheet"].shown[0].owner == "Kalle Kivi"


def test_what_another_person_changed_is_shown_when_nothing_is_half_typed(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_plan()
    somebody_else(site, made, seen, owner="Kalle Kivi")
    page = page.run()
    assert page.session_state["plan-sheet"].shown[0].owner == "Kalle Kivi"


def test_one_action_is_edited_with_everything_about_it(stored_site: Site) -> None:
    made = begin(stored_site)
    first = add(stored_site, made, create_action("Ensin"))
    seen = add(stored_site, made, create_action("Sitten"))
    page = open_action(open_plan(), seen)
    field(page, "owner").set_value("Kalle")
    field(page, "why").set_value("Asiakkaat pyytävät.")
    field(page, "cost").set_value(700)
    field(page, "needs").set_value(["vision_1"])
    field(page, "after").set_value([first.id])
    page = press(page, "plan.save")
    assert plan(stored_site, made)[1].content == replace(
        seen.content,
        owner="Kalle",
        why="Asiakkaat pyytävät.",
        cost=700,
        needs=("vision_1",),
        after=(first.id,),
    )
    assert t.n("plan.saved", 1) in words(page)


@pytest.mark.parametrize(
    ("lang", "form"), [("fi", "DD.MM.YYYY"), ("sv", "DD.MM.YYYY"), ("en", "DD/MM/YYYY")]
)
def test_a_day_is_asked_for_as_it_is_written_elsewhere(site: Site, lang: str, form: str) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_page("suunnitelma", lang=lang)
    page.selectbox(key="plan-open").set_value(seen.id).run()
    assert {each.proto.format for each in page.date_input} == {form}


def test_a_title_is_shown_as_it_was_written(site: Site) -> None:
    made = begin(site)
    seen = add(site, made, create_action("**Nyt** [tänne](https://example.org)"))
    page = open_action(open_plan(), seen)
    assert [h.value for h in page.header] == [r"\*\*Nyt\*\* \[tänne\]\(https\://example\.org\)"]


def test_a_form_that_is_not_in_order_says_where_and_keeps_what_was_typed(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_action(open_plan(), seen)
    field(page, "owner").set_value("")
    field(page, "due_on").set_value(TODAY - timedelta(days=30))
    page = press(page, "plan.save")
    assert plan(site, made) == [seen]
    for name, problem in (("owner", "owner_missing"), ("due_on", "due_before_start")):
        wanted = f"{t(f'plan.field.{name}')}: {t(f'problem.action_{problem}')}"
        assert wanted in words(page)
    assert field(page, "owner").value == ""


def test_the_second_of_two_at_a_form_is_told_and_sees_both(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_action(open_plan(), seen)
    somebody_else(site, made, seen, title="Uusi nimi")
    field(page, "owner").set_value("Liisa Lahti")
    page = press(page, "plan.save")
    assert plan(site, made)[0].content.owner == "Maija Meri"
    page = press(page, "plan.conflict.mine")
    found = plan(site, made)[0].content
    assert (found.title, found.owner) == ("Uusi nimi", "Liisa Lahti")
    assert field(page, "title").value == "Uusi nimi"


def test_progress_is_noted(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_action(open_plan(), seen)
    page.text_area(key=f"note_{seen.id}.note").input("Tarjous on pyydetty.")
    page.text_input(key=f"note_{seen.id}.author").input("Maija")
    page = press(page, "plan.note_add")
    assert "Tarjous on pyydetty." in html(page)
    assert "2.3.2026 · Maija" in html(page)


def test_right_is_asked_again_when_something_is_stored(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_plan()
    site.browser.cookies = {}
    page = type_into_table(page, {0: {"owner": "Vieras"}})
    assert plan(site, made) == [seen]


def test_on_a_phone_actions_are_cards_that_open(site: Site) -> None:
    made = begin(site)
    seen = add(site, made, create_action("Kysytään <asiakkailta>"))
    site.browser.headers = [("User-Agent", "Mobile")]
    page = open_plan()
    assert not page.get("dataframe")
    assert f'href="/suunnitelma?lang=fi&amp;toimi={seen.id}">Kysytään &lt;asiak' in html(page)


def test_the_plan_can_be_narrowed_down(site: Site) -> None:
    made = begin(site)
    add(site, made, create_action("Yksi", owner="Maija"))
    add(site, made, create_action("Kaksi", owner="Kalle", dimension="people"))
    add(site, made, create_action("Kolme", owner="Maija", status="dropped"))

    def shown(page: AppTest) -> list[str]:
        return [action.title for action in page.session_state["plan-sheet"].shown]

    page = open_plan()
    assert shown(page) == ["Yksi", "Kaksi"]
    page = page.selectbox(key="plan-filter-owner").set_value("Maija").run()
    assert shown(page) == ["Yksi"]
    page = page.selectbox(key="plan-filter-status").set_value("dropped").run()
    assert shown(page) == ["Kolme"]
    page = page.selectbox(key="plan-filter-dimension").set_value("people").run()
    assert t("plan.none_chosen") in words(page)


def test_at_the_next_round_the_plan_is_read_again(site: Site) -> None:
    made = begin(site)
    first = target(site, made)
    levels = {question.id: "2" for question in OWN_VIEW.questions}
    create_respondent(site.engine, first, levels)
    with writing(site.engine) as connection:
        rounds.close(connection, [first.round_id], today=TODAY)
    company = first.organisation_id
    add(site, made, create_action("Kauppa avattu", status="done"))
    add(site, made, create_action("Kesken jäänyt"))
    assert t("plan.review.title") not in words(open_plan())
    with writing(site.engine) as connection:
        second = rounds.create(connection, company, OWN_VIEW, create_profile("Oma Oy"), stage="T1")
    create_respondent(site.engine, LinkTarget(company, second, None), dict.fromkeys(levels, "4"))
    with writing(site.engine) as connection:
        rounds.close(connection, [second], today=TODAY + timedelta(days=180))
    # Level 2 is 25 and level 4 is 75: the dimension rose by 50.
    page = open_plan()
    assert t("plan.review.title") in words(page)
    row = html(page)[html(page).index(t("plan.review.caption")) :]
    cells = re.findall("<td>(.*?)</td>", row)
    assert cells[:5] == ["25", "75", "+50", "Kauppa avattu", "Kesken jäänyt"]


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_page_speaks_every_language(site: Site, lang: str) -> None:
    made = begin(site)
    seen = add(site, made)
    page = open_action(open_plan(lang=lang), seen)
    assert not page.exception
    assert texts(lang)("plan.title") in words(page)


def test_on_a_phone_an_opened_action_has_the_page_for_itself(site: Site) -> None:
    made = begin(site)
    seen = add(site, made)
    add(site, made, create_action("Toinen"))
    site.browser.headers = [("User-Agent", "Mobile")]
    page = AppTest.from_file(SCRIPTS["suunnitelma"], default_timeout=30)
    page.query_params["toimi"] = str(seen.id)
    page = page.run()
    assert field(page, "title").value == seen.content.title
    assert links(page) == {t("plan.back"): "/suunnitelma?lang=fi"}
