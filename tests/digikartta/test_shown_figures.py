from digikartta.shown_figures import ShownFigures
from tests.factories import create_questionnaire

PEERS = {"vision": {"median": 50.0, "q1": None}}


def create_shown(**changes: object) -> ShownFigures:
    return ShownFigures(create_questionnaire(), [], **changes)  # type: ignore[arg-type]


def test_a_peer_figure_is_there_when_it_may_be_shown() -> None:
    assert create_shown(peers=PEERS).of_peers("vision", "median") == 50.0


def test_a_figure_that_may_not_be_shown_is_absent_and_never_nought() -> None:
    shown = create_shown(peers=PEERS)
    assert shown.of_peers("vision", "q1") is None
    assert shown.of_peers("vision", "rank") is None
    assert shown.of_peers("data", "median") is None


def test_who_is_compared_with_nobody_has_no_peer_figures() -> None:
    assert create_shown().of_peers("vision", "median") is None
    assert create_shown().customers == {}
