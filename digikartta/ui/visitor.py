"""Who visits: the language and the theme, what the browser holds of links and log-in, the time."""

from datetime import date, datetime
from urllib.parse import urlsplit

import streamlit as st

from digikartta.settings import settings
from digikartta.texts import LANGUAGES, Texts, texts
from digikartta.web.cookies import BROWSER, SESSION

_LANGUAGE = "language"
QUERY = "lang"
_DIGITS = 19  # more than any id has; the databases refuse to compare with longer ones


def language() -> str:
    """Return the visitor's language: chosen, in the address, or the site's own."""
    for found in (st.session_state.get(_LANGUAGE), st.query_params.get(QUERY)):
        if found in LANGUAGES:
            return str(found)
    return settings().language


def choose_language(chosen: str) -> None:
    """Speak the language from now on, also after a refresh."""
    st.session_state[_LANGUAGE] = chosen
    st.query_params[QUERY] = chosen


def has_chosen_language() -> bool:
    """Whether the visitor or the address has named a language."""
    return _LANGUAGE in st.session_state or st.query_params.get(QUERY) in LANGUAGES


def t() -> Texts:
    """Return the texts in the visitor's language."""
    return texts(language())


def address(path: str) -> str:
    """Return an address of this site that keeps the visitor's language."""
    return f"{path}?{QUERY}={language()}"


def is_dark() -> bool:
    """Whether the visitor sees the dark theme."""
    return st.context.theme.type == "dark"


def page() -> str:
    """Return the address of this page without the site, as in `menu.PAGES`."""
    return urlsplit(st.context.url or "").path.rpartition("/")[2]


def cookie(name: str) -> str:
    """Return the secret that a link left in the browser, or an empty text."""
    return st.context.cookies.get(name, "")


def number(name: str) -> int:
    """Return a number that stands in the address, 0 when there is none."""
    found = st.query_params.get(name, "")
    return int(found) if found.isascii() and found.isdigit() and len(found) < _DIGITS else 0


def session() -> str:
    """Return the secret of the visitor's log-in, or an empty text."""
    return cookie(SESSION)


def browser() -> str:
    """Return the name that a log-in page gave this browser, or an empty text."""
    return cookie(BROWSER)


def today() -> date:
    """Return the day where the server stands."""
    return now().date()


def now() -> datetime:
    """Return the moment, in the time zone where the server stands."""
    return datetime.now().astimezone()
