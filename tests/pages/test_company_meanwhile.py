"""A company's page on a busy server, and while others write in the same company's."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest

from db import company_edits, company_file, company_merge, company_proposals
from db.company_edits import Editor
from db.engine import reading
from db.tables import Organisation
from digikartta.texts import texts
from tests.factories import NOW, TODAY, create_organisation, create_profile
from tests.pages.conftest import Site
from tests.pages.test_register import file_of, labelled, open_company, sign_in
from tests.pages.visiting import FragmentRunner, open_page, words

t = texts("fi")
NOTE = "Puhuttiin verkkokaupasta"


def twice(page: AppTest, button: Any) -> None:
    """Press a button twice before the browser has heard of the first time."""
    button.click()
    states = page._tree.get_widget_states()
    page._run(states)
    page._run(states)


def overtaken(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, states: Any = None) -> None:
    """Let another tap come, or the same, when a function has just been called the first time."""
    act, request = getattr(module, name), FragmentRunner.request_rerun
    sent: list[tuple[FragmentRunner, RerunData]] = []

    def remembering(runner: FragmentRunner, data: RerunData) -> bool:
        sent.append((runner, data))
        return request(runner, data)

    def acting(*arguments: Any, **named: Any) -> Any:
        monkeypatch.setattr(module, name, act)
        done = act(*arguments, **named)
        runner, data = sent[-1]
        newer = data if states is None else replace(data, widget_states=states)
        runner._requests.request_rerun(newer)
        return done

    monkeypatch.setattr(FragmentRunner, "request_rerun", remembering)
    monkeypatch.setattr(module, name, acting)


def test_a_profile_keeps_what_is_chosen_until_it_is_saved(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_company(at)
    page.selectbox(key="field-size_class-fi").set_value("medium").run()
    page.text_input(key="field-name").set_value("Saari Ab").run()
    page.button(key="save_profile").click().run()
    assert t("company.stored") in words(page)
    assert file_of(site, account, at).profile == create_profile("Saari Ab", size_class="medium")


def test_a_profile_shows_what_a_colleague_stored_and_keeps_the_rest(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_company(at)
    page.text_input(key="field-name").set_value("Saari Ab").run()
    seen = file_of(site, account, at).profile
    theirs = replace(seen, size_class="medium")
    company_edits.change_profile(site.engine, Editor(account, NOW), at, theirs, seen=seen)
    page.run()
    assert page.selectbox(key="field-size_class-fi").value == "medium"
    assert page.text_input(key="field-name").value == "Saari Ab"


def test_saving_a_profile_takes_back_nothing_of_a_colleague_s(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_company(at)
    seen = file_of(site, account, at).profile
    theirs = replace(seen, size_class="medium")
    company_edits.change_profile(site.engine, Editor(account, NOW), at, theirs, seen=seen)
    page.text_input(key="field-name").set_value("Saari Ab")
    page.button(key="save_profile").click().run()
    assert file_of(site, account, at).profile == replace(theirs, name="Saari Ab")
    assert page.selectbox(key="field-size_class-fi").value == "medium"


def test_a_saved_profile_is_shown_as_it_is_stored(site: Site) -> None:
    sign_in(site)
    page = open_company(create_organisation(site.engine, create_profile("Saari Oy")))
    page.text_input(key="field-name").set_value("  Saari Oy  ").run()
    page.button(key="save_profile").click().run()
    assert page.text_input(key="field-name").value == "Saari Oy"


def test_a_contact_is_stored_though_the_same_tap_comes_twice(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    labelled(page.text_area, "contact.note").set_value(NOTE)
    twice(page, labelled(page.button, "contact.add_go"))
    assert [contact.note for contact in file_of(site, account, at).contacts] == [NOTE]
    assert t("problem.text_missing", where="") not in words(page)


def test_a_contact_is_stored_though_a_second_tap_overtakes_the_first(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    labelled(page.text_area, "contact.note").set_value(NOTE)
    overtaken(monkeypatch, company_edits, "add_contact")
    labelled(page.button, "contact.add_go").click().run()
    assert [contact.note for contact in file_of(site, account, at).contacts] == [NOTE]
    assert t("company.stored") in words(page)
    assert labelled(page.text_area, "contact.note").value == ""


def test_a_contact_is_stored_before_a_newer_tap_is_heard(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    empty = page._tree.get_widget_states()
    labelled(page.text_area, "contact.note").set_value(NOTE)
    labelled(page.button, "contact.add_go").click()
    overtaken(monkeypatch, company_file, "company_file", empty)
    page.run()
    assert [contact.note for contact in file_of(site, account, at).contacts] == [NOTE]


def test_an_empty_second_note_says_that_the_first_is_stored(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    labelled(page.text_area, "contact.note").set_value(NOTE)
    labelled(page.button, "contact.add_go").click().run()
    labelled(page.button, "contact.add_go").click().run()
    assert t("company.stored") in words(page)
    assert len(file_of(site, account, at).contacts) == 1
    page.run()
    labelled(page.button, "contact.add_go").click().run()
    assert t("problem.text_missing", where="") in words(page)


def test_a_refused_contact_stays_in_its_fields(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    labelled(page.text_area, "contact.note").set_value(NOTE)
    page.date_input(key=f"contact-0-{at}-contact").set_value(TODAY + timedelta(1))
    labelled(page.button, "contact.add_go").click().run()
    assert file_of(site, account, at).contacts == ()
    assert labelled(page.text_area, "contact.note").value == NOTE


def test_two_who_write_a_proposal_see_each_other_s(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    first = company_proposals.write(site.engine, Editor(account, NOW), at, "Ensin", seen=0)
    page = open_company(at)
    labelled(page.text_area, "proposal.body").set_value("Minun")
    company_proposals.write(site.engine, Editor(account, NOW), at, "Toisen", seen=first)
    labelled(page.button, "proposal.save").click().run()
    assert t("problem.proposal_changed", where="") in words(page)
    assert "Toisen" in words(page)
    assert labelled(page.text_area, "proposal.body").value == "Minun"
    labelled(page.button, "proposal.save").click().run()
    bodies = [proposal.body for proposal in file_of(site, account, at).proposals]
    assert bodies == ["Minun", "Toisen", "Ensin"]
    assert t("both.theirs") not in words(page)


def test_one_can_go_on_from_what_another_one_proposed(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    company_proposals.write(site.engine, Editor(account, NOW), at, "Toisen", seen=0)
    labelled(page.text_area, "proposal.body").set_value("Minun")
    labelled(page.button, "proposal.save").click().run()
    labelled(page.button, "both.keep_theirs").click().run()
    assert labelled(page.text_area, "proposal.body").value == "Toisen"
    assert t("both.theirs") not in words(page)


def test_a_proposal_saved_twice_at_once_is_one_version(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    labelled(page.text_area, "proposal.body").set_value("Minun")
    overtaken(monkeypatch, company_proposals, "write")
    labelled(page.button, "proposal.save").click().run()
    assert [proposal.body for proposal in file_of(site, account, at).proposals] == ["Minun"]
    assert t("company.stored") in words(page)


def test_nobody_agrees_to_a_proposal_they_have_not_seen(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    first = company_proposals.write(site.engine, Editor(account, NOW), at, "Ensin", seen=0)
    page = open_company(at)
    company_proposals.write(site.engine, Editor(account, NOW), at, "Toisen", seen=first)
    labelled(page.text_input, "proposal.agreed_by").set_value("Tj. Saari")
    labelled(page.button, "proposal.agree_go").click().run()
    assert t("problem.proposal_changed", where="") in words(page)
    assert file_of(site, account, at).proposals[0].agreed_by == ""


def test_days_and_labels_take_back_nothing_of_a_colleague_s(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    company_edits.reach(site.engine, Editor(account, NOW), at, "contacted", TODAY)
    company_edits.set_labels(site.engine, Editor(account, NOW), at, partner="Omnia", tags=["a"])
    labelled(page.date_input, "pipeline.selected").set_value(TODAY)
    labelled(page.button, "company.save").click()
    page.run()
    assert file_of(site, account, at).days == {"contacted": TODAY, "selected": TODAY}
    assert labelled(page.date_input, "pipeline.contacted").value == TODAY


def test_new_tags_leave_the_partner_that_a_colleague_stored(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    company_edits.set_labels(site.engine, Editor(account, NOW), at, partner="Omnia", tags=[])
    labelled(page.text_input, "register.field.tags").set_value("b, a")
    [b for b in page.button if b.label == t("company.save")][-1].click().run()
    company = file_of(site, account, at)
    assert (company.partner, company.tags) == ("Omnia", ("a", "b"))


def test_a_double_tap_reaches_one_step(site: Site) -> None:
    account = sign_in(site)
    at = create_organisation(site.engine)
    page = open_company(at)
    twice(page, labelled(page.button, "company.reach", step=t("pipeline.contacted")))
    assert file_of(site, account, at).days == {"contacted": TODAY}


def test_a_company_is_added_once_though_the_same_tap_comes_twice(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(site)
    page = open_page("yritykset")
    page.text_input(key="field-name").set_value("Saari Oy")
    for name, code in (("industry", "C"), ("size_class", "micro"), ("municipality", "091")):
        page.selectbox(key=f"field-{name}-fi").set_value(code)
    overtaken(monkeypatch, company_edits, "add_company")
    labelled(page.button, "register.add_go").click().run()
    with reading(site.engine) as connection:
        assert connection.execute(select(Organisation.name)).scalars().all() == ["Saari Oy"]


def names(site: Site) -> set[str]:
    with reading(site.engine) as connection:
        return set(connection.execute(select(Organisation.name)).scalars())


def test_merging_does_nothing_when_another_company_was_just_chosen(site: Site) -> None:
    sign_in(site)
    keep = create_organisation(site.engine, create_profile("Saari Oy"))
    one = create_organisation(site.engine, create_profile("Niemi A Oy"))
    other = create_organisation(site.engine, create_profile("Niemi B Oy"))
    page = open_company(keep)
    labelled(page.text_input, "merge.search").set_value("niemi").run()
    page.selectbox(key="merge-other").set_value(one).run()
    page.selectbox(key="merge-other").set_value(other)
    labelled(page.button, "merge.go", remove="Niemi A Oy", keep="Saari Oy").click().run()
    assert names(site) == {"Saari Oy", "Niemi A Oy", "Niemi B Oy"}
    assert t("company.stored") not in words(page)
    labelled(page.button, "merge.go", remove="Niemi B Oy", keep="Saari Oy").click().run()
    assert names(site) == {"Saari Oy", "Niemi A Oy"}


def test_two_companies_are_merged_though_the_same_tap_comes_twice(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(site)
    keep = create_organisation(site.engine, create_profile("Saari Oy"))
    page = open_company(keep, toinen=create_organisation(site.engine, create_profile("Niemi Oy")))
    overtaken(monkeypatch, company_merge, "merge")
    labelled(page.button, "merge.go", remove="Niemi Oy", keep="Saari Oy").click().run()
    assert names(site) == {"Saari Oy"}
    assert t("company.stored") in words(page)
    assert t("problem.company_not_shown", where="") not in words(page)


def test_beside_another_company_the_choice_of_a_field_begins_anew(site: Site) -> None:
    sign_in(site)
    keep = create_organisation(site.engine, create_profile("Saari Oy"))
    one = create_organisation(site.engine, create_profile("Niemi A Oy"))
    other = create_organisation(site.engine, create_profile("Niemi B Oy"))
    page = open_company(keep)
    labelled(page.text_input, "merge.search").set_value("niemi").run()
    page.selectbox(key="merge-other").set_value(one).run()
    page.radio(key=f"merge-name-{one}-fi").set_value(True).run()
    page.selectbox(key="merge-other").set_value(other).run()
    assert page.radio(key=f"merge-name-{other}-fi").value is False


def test_another_search_lets_go_of_the_company_that_was_chosen(site: Site) -> None:
    sign_in(site)
    keep = create_organisation(site.engine, create_profile("Saari Oy"))
    one = create_organisation(site.engine, create_profile("Niemi Oy"))
    create_organisation(site.engine, create_profile("Lahti Oy"))
    page = open_company(keep)
    labelled(page.text_input, "merge.search").set_value("niemi").run()
    page.selectbox(key="merge-other").set_value(one).run()
    labelled(page.text_input, "merge.search").set_value("lahti").run()
    assert page.selectbox(key="merge-other").value is None
    assert t("merge.into", name="Niemi Oy") not in words(page)
