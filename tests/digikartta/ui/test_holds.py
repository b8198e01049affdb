"""Reading what a widget holds."""

import pytest
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.runtime.state import session_state_proxy as proxy

from digikartta.ui.holds import holds


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
    assert holds("answer") == "3"
    assert (holds("other"), holds("other", 0)) == (None, 0)
