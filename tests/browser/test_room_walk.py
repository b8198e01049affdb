"""A workshop as its people see it: a facilitator's phone, a projector and five phones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Locator, expect

from db import accounts, workshops
from db.company_access import share
from db.engine import reading, writing
from digikartta.questionnaire import Dimension
from digikartta.walk.app_process import AppProcess
from digikartta.walk.example_site import ExampleSite
from digikartta.walk.visitor import Visitor
from tests.browser.conftest import TODAY
from tests.browser.figures import half_up, printed
from tests.browser.people import Person
from tests.factories import create_closed_round, create_organisation, create_profile

MAKE = Callable[..., Person]
ROLES = ("management", "supervisor", "staff", "staff", "staff")
# Level of each of the five people in every question; the second question of each differs most.
USUAL, DIFFERENT = "33333", "15151"
SLOW = 20_000  # ms; the wall follows within seconds, a busy machine takes longer


@dataclass
class Hall:
    """The screens of one workshop."""

    site: ExampleSite
    facilitator: Visitor
    projector: Visitor
    workshop_id: int
    code: str

    def on_wall(self, dimension: str) -> str:
        """Return the own score of a dimension as the projector's table shows it."""
        row = self.projector.page.locator(f".dk-room-table tr[data-dimension='{dimension}'] td")
        return row.first.inner_text()

    def choose(self, scene: str) -> None:
        """Choose a view on the facilitator's phone."""
        t = self.facilitator.t
        option = self.facilitator.page.get_by_test_id("stRadioOption")
        option.filter(has_text=t(f"wall.scene.{scene}")).first.click()
        self.facilitator.settle()

    def press(self, key: str, *, of: str) -> None:
        """Press a button of one dimension, which goes once that is done."""
        box = self.facilitator.page.locator(f".st-key-dk_dimension_{of}")
        button = box.get_by_role("button", name=self.facilitator.t(key), exact=True)
        button.click()
        expect(button).to_have_count(0, timeout=SLOW)
        self.facilitator.settle()


def test_a_room_from_making_the_workshop_to_comparing_with_the_round_before(
    own_companies: tuple[AppProcess, ExampleSite], person: MAKE
) -> None:
    app, site = own_companies
    hall = make_workshop(app, site, person)
    expect(hall.projector.page.get_by_text(code_of(hall.code)).first).to_be_visible()
    phones = [join(hall, person(app).visitor, place) for place in range(len(ROLES))]
    counts = hall.projector.page.locator(".dk-room-counts strong")
    expect(counts.first).to_have_text("5", timeout=SLOW)

    first, second, *_ = site.questionnaire.dimensions
    pace_and_answer(hall, phones, first)
    expect(counts.nth(3)).to_have_text("25 / 25", timeout=SLOW)
    assert hall.projector.page.locator(".dk-room-table, .stPlotlyChart").count() == 0
    reveal_and_compare(hall, first)
    for phone in phones:
        go_on(phone, first)
    pace_and_answer(hall, phones, second)
    reveal_and_disagree(hall, second)
    close_and_compare(app, hall, [first.id, second.id])


def code_of(code: str) -> str:
    return f"{code[:3]} {code[3:]}"


def make_workshop(app: AppProcess, site: ExampleSite, person: MAKE) -> Hall:
    """The facilitator makes it in the browser, for a company that has a round behind it."""
    facilitator, projector = person(app).visitor, person(app, width=1920).visitor
    account = site.account("facilitator")
    for screen in (facilitator, projector):
        screen.log_in(account)
    company = create_company(site)
    facilitator.open("/tyopajat")
    t = facilitator.t
    if facilitator.page.get_by_role("combobox", name=t("workshops.company")).count() == 0:
        facilitator.page.locator(".st-key-dk_new_workshop summary").click()
    box = facilitator.page.get_by_role("combobox", name=t("workshops.company"))
    box.click()
    facilitator.page.get_by_role("option", name=company, exact=True).click()
    facilitator.settle()
    facilitator.page.get_by_text(t("workshops.pacing.dimension")).click()
    facilitator.settle()
    facilitator.button("workshops.make").click()
    facilitator.arrive("/tyopaja")
    number = int(facilitator.page.url.partition("tyopaja=")[2].partition("&")[0])
    with reading(site.engine) as connection:
        code = workshops.get(connection, number).join_code or ""
    facilitator.button("control.open").click()
    facilitator.settle()
    projector.open(f"/naytto?tyopaja={number}")
    return Hall(site, facilitator, projector, number, code)


def create_company(site: ExampleSite) -> str:
    """A company shared with the facilitator, with a closed round of a year ago."""
    name = "Kehitys Oy"
    owner = create_organisation(site.engine, create_profile(name))
    create_closed_round(
        site.engine,
        {question.id: "2" for question in site.questionnaire.questions},
        organisation_id=owner,
        questionnaire=site.questionnaire,
        closed_on=TODAY - timedelta(days=365),
    )
    with writing(site.engine) as connection:
        facilitator = accounts.by_email(connection, "facilitator@digikartta.example")
        assert facilitator is not None
        share(connection, owner, facilitator.id)
    return name


def join(hall: Hall, phone: Visitor, place: int) -> Visitor:
    """The first two type the code, the others follow the QR code's address."""
    if place < 2:
        phone.open("/liity")
        phone.page.get_by_label(phone.t("join.code")).fill(hall.code.lower())
        phone.button("join.code_go").click()
    else:
        phone.open(f"/t/{hall.code}")
    role = phone.t(f"role.{ROLES[place]}")
    phone.page.get_by_test_id("stRadioOption").filter(has_text=role).first.click()
    phone.settle()
    phone.button("join.go").click()
    phone.arrive("/vastaa")
    return phone


def heading(phone: Visitor, name: str) -> Locator:
    """The heading of a dimension; while the page is drawn anew the one before stands there too."""
    return phone.page.get_by_role("heading", name=name, exact=True)


def go_on(phone: Visitor, dimension: Dimension) -> None:
    """Leave a dimension; the next one is not open yet."""
    phone.page.locator("[class*='st-key-next-'] button").click()
    expect(heading(phone, dimension.name.fi)).to_have_count(0, timeout=SLOW)
    phone.settle()


def pace_and_answer(hall: Hall, phones: list[Visitor], dimension: Dimension) -> None:
    """Nobody can answer before the facilitator opens the dimension; then all five do."""
    name = dimension.name.in_language("fi")
    expect(phones[0].page.locator(f".st-key-dk_card_{dimension.questions[0].id}")).to_have_count(0)
    hall.press("control.open_dimension", of=dimension.id)
    for place, phone in enumerate(phones):
        expect(heading(phone, name)).to_be_visible(timeout=SLOW)
        for number, question in enumerate(dimension.questions):
            phone.answer(question.id, (DIFFERENT if number == 1 else USUAL)[place])
        phone.answer(dimension.target_item, "5")


def reveal_and_compare(hall: Hall, dimension: Dimension) -> None:
    """The map shows the first dimension; the others are still open."""
    hall.press("control.close_dimension", of=dimension.id)
    hall.press("control.reveal", of=dimension.id)
    hall.choose("map")
    expect(hall.projector.page.locator(".dk-room-table")).to_be_visible(timeout=SLOW)
    assert hall.on_wall(dimension.id) == shown_score(hall, dimension.id)
    assert hall.on_wall("data") == "–"


def shown_score(hall: Hall, dimension: str) -> str:
    """3, 3, 3, 3, 3 in three questions and 1, 5, 1, 5, 1 in one: (50·3·5 + 200)/20 = 47.5."""
    return "48" if dimension in hall.site.questionnaire.dimension_ids else ""


def reveal_and_disagree(hall: Hall, dimension: Dimension) -> None:
    """What the five see differently is what they were made to see differently."""
    hall.press("control.close_dimension", of=dimension.id)
    hall.press("control.reveal", of=dimension.id)
    hall.choose("differ")
    questions = hall.projector.page.locator(".dk-room-question")
    expect(questions.first).to_be_visible(timeout=SLOW)
    expect(questions).to_have_count(2, timeout=SLOW)
    expected = {d.questions[1].text.fi for d in hall.site.questionnaire.dimensions[:2]}
    assert {text.strip() for text in questions.all_inner_texts()} == expected


def close_and_compare(app: AppProcess, hall: Hall, answered: list[str]) -> None:
    """The closed round's figures are those of the wall, and the round before stands beside."""
    hall.choose("map")
    t = hall.facilitator.t
    hall.facilitator.page.get_by_text(t("wall.shows_earlier")).click()
    hall.facilitator.settle()
    expect(hall.projector.page.get_by_text(t("room.earlier")).first).to_be_visible(timeout=SLOW)
    earlier = hall.projector.page.locator(".dk-room-table tr[data-dimension='vision'] td").nth(2)
    expect(earlier).to_have_text("25")
    hall.facilitator.page.locator(".st-key-dk_closing summary").click()
    hall.facilitator.page.get_by_text(t("control.closing_sure")).click()
    hall.facilitator.settle()
    hall.facilitator.button("control.closing_go").click()
    expect(hall.facilitator.link("control.to_result")).to_be_visible(timeout=SLOW)
    scores = {
        row["dimension"]: row
        for row in printed(app.database_url, "scores", "--format", "json")
        if row["organisation"] == "Kehitys Oy" and row["closed_on"] == TODAY.isoformat()
    }
    for dimension in answered:
        assert hall.on_wall(dimension) == str(half_up(scores[dimension]["score"]))
        assert scores[dimension]["respondents"] == 5
    hall.facilitator.link("control.to_result").click()
    hall.facilitator.arrive("/tulos")
    expect(hall.facilitator.page.locator(".dk-table")).to_be_visible(timeout=SLOW)
