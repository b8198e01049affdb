"""One page, as the framework knows it."""

from copy import copy
from functools import lru_cache

import streamlit as st

from digikartta.settings import PROJECT


def page_of(address: str, script: str, title: str) -> object:
    """Return a page for one run, which marks it as its own."""
    return copy(_made_once(address, script, title))


# The framework asks the disk for each part of the script's path whenever a page is made.
@lru_cache
def _made_once(address: str, script: str, title: str) -> object:
    return st.Page(
        PROJECT / "pages" / script, title=title, url_path=address or None, default=not address
    )
