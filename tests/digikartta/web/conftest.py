"""The whole server in this process: routes, middleware, static files, the page's frame."""

import gc
from collections.abc import Iterator

import pytest
import streamlit as st
from starlette.testclient import TestClient
from streamlit.runtime import Runtime, app_session

from db.engine import shared_engine
from digikartta.settings import settings
from digikartta.web.server import MENU, parts
from tests.logging_kept import logging_kept

HOME = "https://digikartta.example"


@pytest.fixture(name="client", scope="module")
def _client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A browser without scripts that follows no redirect."""
    file = tmp_path_factory.mktemp("server") / "site.sqlite"
    thresholds = gc.get_threshold()
    with pytest.MonkeyPatch.context() as patch, logging_kept():
        patch.setenv("DIGIKARTTA_DATABASE_URL", f"sqlite:///{file}")
        patch.setattr(Runtime, "_instance", None)  # one for each process, if it lives on its own
        # Put back afterwards what the server changes for as long as it lives.
        patch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
        settings.cache_clear()
        app = st.App(MENU, **parts(show_failure=lambda _: None))
        with TestClient(app, base_url=HOME, follow_redirects=False) as client:
            yield client
        shared_engine(settings().database_url).dispose()
    shared_engine.cache_clear()
    settings.cache_clear()
    gc.unfreeze()
    gc.set_threshold(*thresholds)
