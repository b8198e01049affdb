"""The script behind every page: tells the browser the language, runs what the address names."""

import streamlit as st

from digikartta.ui import browser, visitor
from digikartta.ui.page import page_of

# Address, script and title of each page; the first is the front page.
PAGES = (
    ("", "respondent/front.py", "page.front"),
    ("aloita", "respondent/start.py", "page.start"),
    ("liity", "respondent/join.py", "page.join"),
    ("vastaa", "respondent/answer.py", "page.answer"),
    ("oma-tulos", "respondent/own_result.py", "page.own_result"),
    ("arviointi", "respondent/owner.py", "page.owner"),
    ("tulos", "respondent/result.py", "page.result"),
    ("tietosuoja", "respondent/privacy.py", "page.privacy"),
    ("tyopajat", "workshop/workshops.py", "page.workshops"),
    ("tyopaja", "workshop/control.py", "page.workshop"),
    ("naytto", "workshop/projector.py", "page.projector"),
    ("asiakasymmarrys", "development/customer_understanding.py", "path.asiakasymmarrys"),
    ("tarpeet", "development/needs.py", "path.tarpeet"),
    ("aanestys", "development/vote.py", "page.vote"),
    ("digivisio", "development/digital_vision.py", "path.digivisio"),
    ("suunnitelma", "development/plan.py", "page.plan"),
    ("suunnitelma-tiedostot", "development/plan_files.py", "page.plan_files"),
    ("tulevaisuuskartta", "development/future_map.py", "page.future_map"),
    ("yritykset", "project/companies.py", "page.companies"),
    ("yritys", "project/company.py", "page.company"),
    ("kohortit", "project/cohorts.py", "page.cohorts"),
    ("jaettu", "project/shared.py", "page.shared"),
    ("vertailu", "project/comparison.py", "page.comparison"),
    ("mittarin-laatu", "project/measure_quality.py", "page.quality"),
    ("kirjaudu", "account/log_in.py", "page.log_in"),
    ("kutsu", "account/invited.py", "page.invited"),
    ("tili", "account/own_account.py", "page.own_account"),
    ("yllapito", "admin/people.py", "page.people"),
    ("asetukset", "admin/site.py", "page.site"),
)


def main() -> None:
    """Show the page that the address names.

    The framework is given no other but the first: it tells the browser of each after every tap.
    """
    browser.speak(visitor.language())
    here, t = visitor.page(), visitor.t()
    pages = [
        page_of(address, script, f"{t(title)} – Digikartta")
        for address, script, title in PAGES
        if address in {"", here}
    ]
    st.navigation(pages, position="hidden").run()  # type: ignore[arg-type]


if __name__ == "__main__":  # as Streamlit runs it; the list of pages can be read without that
    main()
