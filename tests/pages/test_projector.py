"""The projector's page: counts before, pictures after, and only for who runs the workshop."""

import json
import re

import pytest
from sqlalchemy import delete
from streamlit.testing.v1 import AppTest

from db import (
    respondents,
    room,
    room_comments,
    room_control,
    rounds,
    workshop_control,
    workshop_creation,
    workshop_people,
    workshops,
)
from db.engine import reading, writing
from db.joining import Joiner, join
from db.links import LinkTarget
from db.tables import Answer
from digikartta.account import Account
from digikartta.questionnaire_file import load
from digikartta.room import SCENES, Scene, Showing
from digikartta.texts import texts
from digikartta.web import guessing
from digikartta.web.cookies import INVITE, SESSION
from tests.factories import (
    LINK_DAYS,
    TODAY,
    create_account,
    create_closed_round,
    create_organisation,
    create_profile,
    create_respondent,
    create_round,
    create_session,
    create_workshop,
)
from tests.pages.conftest import Site
from tests.pages.visiting import SCRIPTS, SECONDS, html, open_page, words

ASKED = load()["digikartta-1"]
t = texts("fi")


def levels(level: str) -> dict[str, str]:
    given = {question.id: level for question in ASKED.questions}
    return given | dict.fromkeys(ASKED.target_items, "5")


class Hall:
    """A workshop with its facilitator."""

    def __init__(self, site: Site, **plan: object) -> None:
        self.site = site
        self.account: Account = create_account(site.engine)
        self.id = create_workshop(
            site.engine, questionnaire=ASKED, account_id=self.account.id, **plan
        )  # type: ignore[arg-type]
        workshop_control.open_(site.engine, self.id, self.account.id)
        site.browser.cookies = {SESSION: create_session(site.engine, self.account, now=site.now)}

    def target(self) -> LinkTarget:
        with reading(self.site.engine) as connection:
            (held,) = workshops.rounds_of(connection, self.id)
        return LinkTarget(held.organisation_id, held.round_id, None)

    def people(self, *roles: str, level: str = "3") -> list[str]:
        where = self.target()
        return [
            create_respondent(self.site.engine, where, levels(level), role=role) for role in roles
        ]

    def reveal(self, *dimensions: str) -> None:
        workshop_control.reveal(self.site.engine, self.id, self.account.id, dimensions)

    def show(self, scene: Scene, part: str = "", **options: bool) -> AppTest:
        showing = Showing(scene, part, **options)
        room_control.show(self.site.engine, self.id, self.account.id, showing)
        return open_projector(self.id)


def open_projector(workshop: int, *, lang: str = "fi") -> AppTest:
    page = AppTest.from_file(SCRIPTS["naytto"], default_timeout=SECONDS)
    page.query_params["lang"] = lang
    page.query_params["tyopaja"] = str(workshop)
    page.run()
    assert not page.exception
    return page


def figures(page: AppTest, dimension: str) -> list[str]:
    row = re.search(rf'data-dimension="{dimension}">.*?</tr>', html(page))
    assert row is not None
    return re.findall(r"<td>([^<]*)</td>", row[0])


def figure(page: AppTest, dimension: str) -> str:
    return figures(page, dimension)[0]


def test_nobody_sees_a_room_without_a_log_in(site: Site) -> None:
    hall = Hall(site)
    site.browser.cookies = {}
    page = open_projector(hall.id)
    assert t("problem.log_in_first", where="") in words(page)
    assert "dk-room-bar" not in html(page)


def test_the_room_behind_the_projector_is_let_in_whatever_is_guessed_from_there(
    site: Site,
) -> None:
    hall = Hall(site)
    open_projector(hall.id)
    for number in range(100):
        guessing.guesses.begin(site.browser.remote_ip, f"guess {number}")
    with reading(site.engine) as connection:
        code = workshops.get(connection, hall.id).join_code or ""
    site.browser.cookies = {INVITE: code}
    assert t("join.go") in [button.label for button in open_page("liity").button]


@pytest.mark.parametrize("workshop", [0, 999])
def test_another_facilitators_workshop_does_not_exist(site: Site, workshop: int) -> None:
    hall = Hall(site)
    other = create_account(site.engine, email="toinen@digikartta.example")
    site.browser.cookies = {SESSION: create_session(site.engine, other, now=site.now)}
    for number in (workshop, hall.id):
        page = open_projector(number)
        assert t("problem.workshop_unknown", where="") in words(page)
        assert "dk-room-bar" not in html(page)


def test_before_reveal_there_are_the_way_in_and_counts_and_no_result(site: Site) -> None:
    hall = Hall(site)
    hall.people("management", "staff", "staff")
    for scene in SCENES:
        page = hall.show(scene)
        assert "plotly_chart" not in str(page.main)
        assert "<tr data-dimension" not in html(page)
    page = hall.show("join")
    with reading(site.engine) as connection:
        code = workshops.get(connection, hall.id).join_code or ""
    assert f"{code[:3]} {code[3:]}" in words(page)
    assert "3 mukana" in words(page)
    assert "120 / 120" in words(page)  # 3 people, 32 questions and 8 targets
    assert t("room.all_stored") in words(page)


def test_an_answer_that_was_called_saved_and_is_gone_is_an_alarm(site: Site) -> None:
    hall = Hall(site)
    token = create_respondent(site.engine, hall.target())
    respondents.save_value(site.engine, token, "vision_direction", "3", today=TODAY)
    page = open_projector(hall.id)
    assert "1 / 1" in words(page)
    respondents.save_value(site.engine, token, "vision.target", "3", today=TODAY)
    assert "2 / 2" in words(page.run())
    assert '<li class="dk-room-alarm">' not in html(page)
    with writing(site.engine) as connection:
        connection.execute(delete(Answer).where(Answer.item == "vision.target"))
    for screen in (page.run(), open_projector(hall.id)):
        assert "2 / 1" in words(screen)
        assert t("room.not_stored", n="1") in words(screen)
        assert '<li class="dk-room-alarm">' in html(screen)


def test_the_wall_says_that_the_workshop_is_paused(site: Site) -> None:
    hall = Hall(site)
    assert t("pace.paused_title") not in words(open_projector(hall.id))
    workshop_control.pause(site.engine, hall.id, hall.account.id)
    assert t("pace.paused_title") in words(open_projector(hall.id))


def test_the_map_grows_with_what_is_revealed(site: Site) -> None:
    hall = Hall(site)
    hall.people("management", "staff", "staff", level="4")
    hall.reveal("vision")
    page = hall.show("map")
    assert (figure(page, "vision"), figure(page, "data")) == ("75", "–")
    assert t.n("room.people", 3) in words(page)
    hall.reveal(*ASKED.dimension_ids)
    page = open_projector(hall.id)
    assert (figure(page, "data"), figure(page, "overall")) == ("75", "75")


def test_a_picture_that_somebody_holds_back_says_so(site: Site) -> None:
    hall = Hall(site)
    hall.people("management", "staff", "staff")
    create_respondent(site.engine, hall.target())
    hall.reveal("vision")
    assert t.n("room.waits", 1) in words(hall.show("map"))


def test_each_view_has_its_heading_once_there_is_something_to_see(site: Site) -> None:
    hall = Hall(site)
    hall.people("management", "management", "management", level="5")
    hall.people("staff", "staff", "staff", level="1")
    hall.reveal(*ASKED.dimension_ids)
    name = ASKED.dimensions[1].name.fi
    assert name in words(hall.show("spread", "customer"))
    question = next(iter(ASKED.dimensions[1].questions))
    assert question.text.fi in words(hall.show("question", question.id))
    assert t("room.differ_title") in words(hall.show("differ"))
    assert t("room.prompt.1") in words(hall.show("differ"))
    assert t("room.roles_title") in words(hall.show("roles"))
    assert ASKED.dimensions[0].name.fi in words(hall.show("spread"))


def test_where_all_agree_there_is_nothing_to_talk_about(site: Site) -> None:
    hall = Hall(site)
    hall.people("staff", "staff", "staff")
    hall.reveal("vision")
    assert t("room.agree_title") in words(hall.show("differ"))
    assert t("room.no_roles_title") in words(hall.show("roles"))


def test_the_wall_shows_chosen_comments_as_text(site: Site) -> None:
    hall = Hall(site)
    (token,) = hall.people("staff")
    respondents.save_comment(
        site.engine, token, "vision_direction", "<b>Rohkeasti</b> {nyt}", today=TODAY
    )
    assert t("room.wall_empty") in words(hall.show("wall"))
    (written,) = room_comments.written(site.engine, hall.id, hall.account.id)
    room_comments.choose(site.engine, hall.id, hall.account.id, written.key, on_wall=True)
    page = open_projector(hall.id)
    assert "&lt;b&gt;Rohkeasti&lt;/b&gt; {nyt}" in html(page)


def test_an_earlier_round_and_the_peers_stand_beside_when_wanted(site: Site) -> None:
    hall = Hall(site)
    earlier = {question.id: "1" for question in ASKED.questions}
    create_closed_round(
        site.engine,
        earlier,
        organisation_id=hall.target().organisation_id,
        questionnaire=ASKED,
    )
    for _ in range(5):
        create_closed_round(site.engine, earlier, questionnaire=ASKED)
    hall.people("staff", "staff", "staff")
    hall.reveal("vision")
    assert t("room.earlier") not in words(hall.show("map"))
    page = hall.show("map", shows_earlier=True, shows_peers=True)
    assert t("room.earlier") in words(page)
    assert t.n("room.peers_are", 5) in words(page)


def test_what_customers_said_is_shown_where_the_rooms_own_answers_are(site: Site) -> None:
    hall = Hall(site)
    hall.people("staff", "staff", "staff", level="4")
    asked = load()["customer-view-1"]
    theirs = create_round(
        site.engine, organisation_id=hall.target().organisation_id, questionnaire=asked
    )
    for _ in range(3):
        answers = {question.id: "2" for question in asked.questions}
        create_respondent(site.engine, theirs, answers, role="customer")
    with writing(site.engine) as connection:
        rounds.close(connection, [theirs.round_id], today=TODAY)
    hall.reveal("customer")
    page = hall.show("map")
    columns = re.findall(r"<th scope='col'>([^<]*)", html(page))
    assert columns == [t("room.we"), t("chart.target"), t("chart.customers")]
    assert figures(page, "customer") == ["75", "100", "25"]
    assert figures(page, "service") == ["–", "–", "–"]
    (chart,) = page.get("plotly_chart")
    customers = next(
        trace
        for trace in json.loads(chart.proto.spec)["data"]
        if trace.get("name") == t("chart.customers")
    )
    assert sorted({value for value in customers["r"] if value is not None}) == [25.0]


def test_too_few_peers_are_not_shown(site: Site) -> None:
    hall = Hall(site)
    hall.people("staff", "staff", "staff")
    hall.reveal("vision")
    assert t("room.no_peers") in words(hall.show("map", shows_peers=True))


def test_a_closed_workshop_says_that_nobody_can_join(site: Site) -> None:
    hall = Hall(site)
    workshop_control.close(site.engine, hall.id, hall.account.id, closes_rounds=True, today=TODAY)
    assert t("room.closed_title") in words(hall.show("join"))


@pytest.mark.parametrize(("named", "companies"), [(False, 5), (True, 5), (True, 4)])
def test_companies_are_lines_of_their_own_only_in_a_named_seminar_of_five(
    site: Site,
    named: bool,  # noqa: FBT001  a case of the test
    companies: int,
) -> None:
    hall = Hall(site, is_seminar=True, is_named=named)
    for number in range(companies):
        company = create_organisation(site.engine, create_profile(f"Yritys {number} Oy"))
        where = create_round(site.engine, organisation_id=company, questionnaire=ASKED)
        with writing(site.engine) as connection:
            workshop_creation.hold(connection, hall.id, where.round_id, company, is_own=True)
        create_respondent(site.engine, where, levels("3"))
    why = t("room.companies_none" if named else "room.companies_anonymous", least=5)
    assert why in words(hall.show("companies"))
    hall.reveal("vision")
    page = hall.show("companies")
    assert ("Yritys 3 Oy" in words(page)) == (named and companies == 5)
    assert (t.n("room.companies", companies) in words(hall.show("map"))) == (companies == 5)


NAMED = {"Aino Aalto": "1", "Kalle <b>Puro</b>": "5", "Sari Niemi": "5"}


def hall_of_three(site: Site, *, is_named: bool) -> Hall:
    """Three people have answered everything, each at an own level; everything is on the wall."""
    hall = Hall(site, is_named=is_named)
    with reading(site.engine) as connection:
        code = workshops.get(connection, hall.id).join_code or ""
    for name, level in NAMED.items():
        joiner = Joiner("staff", "fi", name)
        token = join(site.engine, code, joiner, today=TODAY, link_days=LINK_DAYS)
        for item, value in levels(level).items():
            respondents.save_value(site.engine, token, item, value, today=TODAY)
        respondents.save_comment(site.engine, token, "vision_direction", "Näin", today=TODAY)
    for written in room_comments.written(site.engine, hall.id, hall.account.id):
        room_comments.choose(site.engine, hall.id, hall.account.id, written.key, on_wall=True)
    hall.reveal(*ASKED.dimension_ids)
    return hall


def test_a_room_with_names_reads_who_sees_it_differently_and_who_wrote(site: Site) -> None:
    hall = hall_of_three(site, is_named=True)
    differ = words(hall.show("differ"))
    assert f"{t('room.level')} 1 Aino Aalto" in differ
    assert f"{t('room.level')} 5 Kalle <b>Puro</b>, Sari Niemi" in differ
    assert "Kalle &lt;b&gt;Puro" in html(hall.show("differ"))
    (chart,) = hall.show("question", "vision_direction").get("plotly_chart")
    assert (
        "Kalle &lt;b&gt;Puro&lt;/b&gt;, Sari Niemi"
        in json.loads(chart.proto.spec)["data"][0]["text"][4]
    )
    assert "<b>Aino Aalto</b>" in html(hall.show("wall"))


def test_no_screen_of_a_room_without_names_holds_one(site: Site) -> None:
    hall = hall_of_three(site, is_named=False)
    for scene in SCENES:
        page = hall.show(scene, "vision_direction" if scene == "question" else "")
        shown = html(page) + "".join(chart.proto.spec for chart in page.get("plotly_chart"))
        assert not [name for name in NAMED if name.split()[0] in shown]
        assert '<ul class="dk-room-voices">' not in html(page)
    control = open_control(hall)
    assert not [name for name in NAMED if name.split()[0] in words(control) + html(control)]
    assert t("control.voices") not in words(control)


def test_the_facilitators_phone_reads_who_answered_what_in_a_workshop_with_names(
    site: Site,
) -> None:
    page = open_control(hall_of_three(site, is_named=True))
    assert t("wall.comments_why_named") in words(page)
    page = page.selectbox(key="voices-fi").select("people").run()
    question = ASKED.dimension("people").questions[0]
    said = words(page)
    assert question.text.fi in said
    assert f"Kalle <b>Puro</b>, Sari Niemi {question.levels[4].text.fi}" in said  # type: ignore[union-attr]
    assert f"Aino Aalto, Kalle <b>Puro</b>, Sari Niemi {t('target.5')}" in said


def test_before_anybody_has_answered_the_phone_says_so(site: Site) -> None:
    assert t("control.voices_none") in words(open_control(Hall(site, is_named=True)))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_room_is_spoken_to_in_its_language(site: Site, lang: str) -> None:
    hall = Hall(site)
    page = open_projector(hall.id, lang=lang)
    assert texts(lang)("room.join_title") in words(page)


def open_control(hall: Hall) -> AppTest:
    page = AppTest.from_file(SCRIPTS["tyopaja"], default_timeout=SECONDS)
    page.query_params["lang"] = "fi"
    page.query_params["tyopaja"] = str(hall.id)
    page.run()
    assert not page.exception
    return page


def on_wall(hall: Hall) -> Showing:
    with reading(hall.site.engine) as connection:
        return room.showing(connection, hall.id)


def test_the_facilitators_phone_chooses_what_the_wall_shows(site: Site) -> None:
    hall = Hall(site)
    hall.people("management", "staff", "staff")
    hall.people("staff", level="5")
    hall.reveal("vision", "customer")
    page = open_control(hall)
    page.radio(key="wall-scene-fi").set_value("spread").run()
    assert on_wall(hall) == Showing("spread")
    page.selectbox(key="wall-part-fi").select("customer").run()
    assert on_wall(hall) == Showing("spread", "customer")
    page.radio(key="wall-scene-fi").set_value("question").run()
    question = ASKED.dimensions[0].questions[1].id
    page.selectbox(key="wall-part-fi").select(question).run()
    assert on_wall(hall) == Showing("question", question)
    page.radio(key="wall-scene-fi").set_value("map").run()
    page.checkbox(key="wall-shows_peers-fi").check().run()
    assert on_wall(hall).shows_peers


def test_the_phone_says_whom_a_picture_waits_for_and_what_to_do(site: Site) -> None:
    hall = Hall(site)
    hall.people("management", "staff", "staff")
    create_respondent(site.engine, hall.target())
    hall.reveal("vision")
    page = open_control(hall)
    name = ASKED.dimensions[0].name.fi
    assert t("wall.held_title", name=name) in words(page)
    assert t.n("wall.held", 1) in words(page)


def test_a_comment_is_read_and_then_put_on_the_wall_and_taken_down(site: Site) -> None:
    hall = Hall(site)
    assert t("wall.no_comments") in words(open_control(hall))
    (token,) = hall.people("staff")
    respondents.save_comment(site.engine, token, "vision_direction", "Rohkeasti", today=TODAY)
    (written,) = room_comments.written(site.engine, hall.id, hall.account.id)
    page = open_control(hall)
    page.checkbox(key=f"comment-{written.key}").check().run()
    assert "Rohkeasti" in words(hall.show("wall"))
    respondents.save_comment(site.engine, token, "vision_direction", "Varoen", today=TODAY)
    assert "Rohkeasti" not in words(open_projector(hall.id))
    page = open_control(hall)
    assert t("wall.comment_changed") in words(page)
    assert not page.checkbox(key=f"comment-{written.key}").value
    page.checkbox(key=f"comment-{written.key}").check().run()
    assert "Varoen" in words(open_projector(hall.id))
    page.checkbox(key=f"comment-{written.key}").uncheck().run()
    assert "Varoen" not in words(open_projector(hall.id))


def test_comments_that_do_not_fit_stand_on_the_page_that_the_phone_chooses(site: Site) -> None:
    hall = Hall(site)
    (token,) = hall.people("staff")
    texts_of = {q.id: f"Kommentti {number:02}" for number, q in enumerate(ASKED.questions)}
    for question, text in texts_of.items():
        respondents.save_comment(site.engine, token, question, text, today=TODAY)
    for written in room_comments.written(site.engine, hall.id, hall.account.id):
        room_comments.choose(site.engine, hall.id, hall.account.id, written.key, on_wall=True)
    hall.show("wall")
    page = open_control(hall)
    pages = page.selectbox(key="wall-part-fi").options
    assert pages == [t("wall.page", number=n, count=len(pages)) for n in range(1, len(pages) + 1)]
    seen: list[str] = []
    for name in pages:
        page.selectbox(key="wall-part-fi").select(name).run()
        shown = words(open_projector(hall.id))
        assert name in shown
        seen += re.findall(r"Kommentti \d\d", shown)
    assert sorted(seen) == list(texts_of.values())
    page.radio(key="wall-scene-fi").set_value("map").run()
    page.radio(key="wall-scene-fi").set_value("wall").run()
    assert pages[-1] in words(open_projector(hall.id))  # where it was left


def test_whoever_has_logged_out_since_changes_nothing_on_the_wall(site: Site) -> None:
    hall = Hall(site)
    page = open_control(hall)
    site.browser.cookies = {}
    page.radio(key="wall-scene-fi").set_value("map").run()
    assert on_wall(hall) == Showing("join")


def test_a_seminar_has_companies_instead_of_roles(site: Site) -> None:
    hall = Hall(site, is_seminar=True)
    options = open_control(hall).radio(key="wall-scene-fi").options
    assert t("wall.scene.companies") in options
    assert t("wall.scene.roles") not in options


def test_two_people_with_the_same_signs_have_a_place_each(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall(site)
    monkeypatch.setattr(workshop_people, "seat_sign", lambda _: "ABC")
    hall.people("staff", "staff")
    page = open_control(hall)
    assert [b.key for b in page.button if str(b.key).startswith("hand-")] == [
        *("hand-ABC", "hand-ABC-2")
    ]
