"""The draft part by part, and versions that stay as they were agreed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from db import digital_visions
from db.digital_visions import NEW, AgreedVision
from digikartta.digital_vision import Measure, Vision, part_content
from digikartta.problems import InvalidInput
from tests.development_factories import create_draft
from tests.factories import TODAY, create_organisation, create_profile


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(InvalidInput) as caught:
        action()
    return caught.value.problems[0].key


def save(engine: Engine, company: int, part: str, text: str, *, version: int) -> None:
    digital_visions.save_part(engine, company, part, text, version=version)


def test_a_draft_grows_part_by_part(engine: Engine) -> None:
    company = create_organisation(engine)
    assert digital_visions.draft(engine, company).vision == Vision({}, {})
    measure = Measure("Verkkotilaukset", 10, 40.5, "%")
    save(engine, company, "for_whom", "Helsinkiläisille", version=NEW)
    content = part_content(Vision({}, {"measure1": measure}), "measure1")
    save(engine, company, "measure1", content, version=NEW)
    save(engine, company, "for_whom", "Uusmaalaisille", version=1)
    draft = digital_visions.draft(engine, company)
    assert draft.vision == Vision({"for_whom": "Uusmaalaisille"}, {"measure1": measure})
    assert draft.versions == {"for_whom": 2, "measure1": 1}


def test_two_who_write_different_parts_do_not_disturb_each_other(engine: Engine) -> None:
    company = create_organisation(engine)
    with ThreadPoolExecutor(2) as both:
        parts = ("for_whom", "known_for")
        list(both.map(lambda part: save(engine, company, part, part, version=NEW), parts))
    draft = digital_visions.draft(engine, company)
    assert draft.vision.texts == {"for_whom": "for_whom", "known_for": "known_for"}


@pytest.mark.parametrize("seen", [NEW, 1])
def test_of_two_who_write_the_same_part_the_second_is_told(engine: Engine, seen: int) -> None:
    company = create_organisation(engine)
    if seen:
        save(engine, company, "staff", "Ensin", version=NEW)

    def write(text: str) -> str:
        try:
            save(engine, company, "staff", text, version=seen)
        except InvalidInput as error:
            return error.problems[0].key
        return text

    with ThreadPoolExecutor(2) as both:
        results = set(both.map(write, ("Aino", "Eero")))
    (kept,) = results - {"problem.vision_part_changed"}
    assert len(results) == 2
    assert digital_visions.draft(engine, company).vision.text("staff") == kept


def test_saving_the_same_words_again_is_no_change(engine: Engine) -> None:
    company = create_organisation(engine)
    save(engine, company, "staff", "Sama", version=NEW)
    save(engine, company, "staff", "Sama", version=NEW)
    assert digital_visions.draft(engine, company).versions == {"staff": 1}


def test_each_agreement_is_a_version_that_stays(engine: Engine) -> None:
    company = create_organisation(engine)
    first = create_draft(engine, company)
    assert digital_visions.agree(engine, company, first, agreed_by="Aino", today=TODAY) == 1
    second = create_draft(engine, company, known_for="Parhaasta leivästä")
    digital_visions.agree(engine, company, second, agreed_by="Aino ja Eero", today=TODAY)
    assert digital_visions.versions(engine, company) == [
        AgreedVision(2, second.vision, "Aino ja Eero", TODAY),
        AgreedVision(1, first.vision, "Aino", TODAY),
    ]


def test_nobody_agrees_to_what_they_have_not_read(engine: Engine) -> None:
    company = create_organisation(engine)
    seen = create_draft(engine, company)
    create_draft(engine, company, known_for="Muutettu")
    key = refused(
        lambda: digital_visions.agree(engine, company, seen, agreed_by="Aino", today=TODAY)
    )
    assert key == "problem.vision_changed"
    assert digital_visions.versions(engine, company) == []


def test_two_who_agree_at_once_make_two_numbers(engine: Engine) -> None:
    company = create_organisation(engine)
    seen = create_draft(engine, company)
    with ThreadPoolExecutor(2) as both:
        numbers = both.map(
            lambda who: digital_visions.agree(engine, company, seen, agreed_by=who, today=TODAY),
            ("Aino", "Eero"),
        )
        assert sorted(numbers) == [1, 2]


def test_an_earlier_version_comes_back_as_the_draft(engine: Engine) -> None:
    company = create_organisation(engine)
    first = create_draft(engine, company)
    digital_visions.agree(engine, company, first, agreed_by="Aino", today=TODAY)
    content = part_content(Vision({}, {"measure2": Measure("Kävijät", 1, 2)}), "measure2")
    save(engine, company, "measure2", content, version=NEW)
    changed = create_draft(engine, company, known_for="Muutettu")
    digital_visions.restore(engine, company, 1, seen=changed)
    now = digital_visions.draft(engine, company)
    assert now.vision == first.vision
    assert now.versions == {**first.versions, "known_for": 3, "measure2": 2}
    assert len(digital_visions.versions(engine, company)) == 1


def test_restoring_over_words_that_were_not_seen_is_refused(engine: Engine) -> None:
    company = create_organisation(engine)
    seen = create_draft(engine, company)
    digital_visions.agree(engine, company, seen, agreed_by="Aino", today=TODAY)
    create_draft(engine, company, staff="Uutta")
    restore = refused(lambda: digital_visions.restore(engine, company, 1, seen=seen))
    assert restore == "problem.vision_changed"


def test_another_companys_version_is_unknown(engine: Engine) -> None:
    company = create_organisation(engine)
    seen = create_draft(engine, company)
    digital_visions.agree(engine, company, seen, agreed_by="Aino", today=TODAY)
    other = create_organisation(engine, create_profile("Toinen Oy"))
    nothing = digital_visions.draft(engine, other)
    key = refused(lambda: digital_visions.restore(engine, other, 1, seen=nothing))
    assert key == "problem.vision_version_unknown"
    assert digital_visions.versions(engine, other) == []
