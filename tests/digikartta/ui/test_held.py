"""Reading what the session holds."""

import pytest
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.state import session_state_proxy as proxy

from digikartta.ui.held import all_held


class Overtaken(Exception):
    """A newer tap has come."""


def overtake() -> None:
    raise Overtaken


def test_a_newer_tap_does_not_end_what_an_older_one_stores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = SessionState()
    stored["answer"] = "3"
    state = SafeSessionState(stored, overtake)
    monkeypatch.setattr(proxy, "get_session_state", lambda: state)
    with pytest.raises(Overtaken):
        _ = state["answer"]
    assert all_held() == {"answer": "3"}
