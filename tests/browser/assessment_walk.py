"""The way of a company's people through an assessment, as the browser shows it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from digikartta.classification import industries, municipalities
from digikartta.questionnaire import Dimension, Questionnaire
from digikartta.walk.visitor import Visitor

# Nothing on the page is on its way to another place.
_STILL = "() => document.getAnimations().every(one => one.playState !== 'running')"


@dataclass(frozen=True)
class SharedLinks:
    """The addresses that the owner's page shows."""

    respondent: str
    invite: str
    owner: str


def start_assessment(visitor: Visitor, name: str, *, role: str = "management") -> None:
    """From the front page through the profile to the owner's page."""
    visitor.open("/")
    visitor.link("front.start").click()
    visitor.arrive("/aloita")
    t = visitor.t
    choose(visitor, "industry", industries()["C"].short.in_language(t.language))
    choose(visitor, "size_class", t("size.micro"))
    choose(visitor, "municipality", municipalities()["091"].name(t.language))
    choose_role(visitor, role)
    # Typed last and not left before the button is pressed: it must not be lost.
    visitor.page.get_by_label(t("profile.name")).fill(name)
    visitor.button("start.go").click()
    visitor.arrive("/arviointi")


def choose(visitor: Visitor, field: str, option: str) -> None:
    """Choose from a list of the profile by typing."""
    choose_from(visitor, f"profile.{field}", option)


def choose_from(visitor: Visitor, key: str, option: str, *, place: int = 0) -> None:
    """Choose by typing from the list with this label, of several the one at `place`."""
    box = visitor.page.get_by_role("combobox", name=visitor.t(key)).nth(place)
    visitor.page.wait_for_function(_STILL)  # a list closes when what it stands in moves
    box.scroll_into_view_if_needed()
    box.click()
    visitor.page.locator(":focus").fill(option)  # an open list hides the others from the tree
    visitor.page.get_by_role("option", name=option, exact=True).click()
    visitor.settle()


def choose_role(visitor: Visitor, role: str) -> None:
    """Tap a role."""
    visitor.page.get_by_test_id("stRadioOption").filter(has_text=visitor.t(f"role.{role}")).click()
    visitor.settle()


def shared_links(visitor: Visitor) -> SharedLinks:
    """Open each of the three things a starter gets, and return their addresses."""
    return SharedLinks(*(_shared(visitor, kind) for kind in ("continue", "invite", "owner")))


def _shared(visitor: Visitor, kind: str) -> str:
    box = shared_box(visitor, kind)
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    alt = visitor.t(f"share.{kind}_qr")
    expect(box.get_by_role("img", name=alt, exact=True)).to_be_visible()
    return box.locator("code").inner_text().strip()


def shared_box(visitor: Visitor, kind: str) -> Locator:
    """Return the box of one link."""
    summary = visitor.page.get_by_text(visitor.t(f"share.{kind}"), exact=True)
    return visitor.page.locator("details").filter(has=summary)


def path_of(address: str) -> str:
    """Return an address without the host: the visitor's window knows it."""
    return "/" + address.split("/", maxsplit=3)[3]


def answer_dimension(visitor: Visitor, dimension: Dimension, answers: dict[str, str]) -> None:
    """Answer what there is to answer in the dimension on the screen."""
    expect(visitor.heading()).to_have_text(dimension.name.in_language(visitor.t.language))
    for item in (*(question.id for question in dimension.questions), dimension.target_item):
        if item in answers:
            visitor.answer(item, answers[item])


def shown_answers(visitor: Visitor, dimension: Dimension) -> dict[str, str]:
    """Return what the cards of the dimension on the screen show as chosen."""
    items = [*(question.id for question in dimension.questions), dimension.target_item]
    chosen = {item: visitor.chosen(item) for item in items}
    return {item: value for item, value in chosen.items() if value is not None}


def go_to_part(visitor: Visitor, place: int) -> None:
    """Go to a dimension, or to the review behind the last, through the list of all."""
    before = visitor.heading().inner_text()
    visitor.page.locator("[class*='st-key-parts-'] button").click()
    visitor.page.get_by_role("menuitem").nth(place).click()
    visitor.begin_part(before)


def all_answers(questionnaire: Questionnaire) -> dict[str, str]:
    """All 32 questions and 8 targets: every level, one `dk`, one `na`."""
    given: dict[str, str] = {}
    for place, dimension in enumerate(questionnaire.dimensions):
        for order, question in enumerate(dimension.questions):
            given[question.id] = str(1 + (2 * place + 3 * order) % 5)
        given[dimension.target_item] = str(1 + (place + 2) % 5)
    questions = [question.id for question in questionnaire.questions]
    return given | {questions[1]: "dk", questions[6]: "na"}
