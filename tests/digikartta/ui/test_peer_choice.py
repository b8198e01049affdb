"""Which of a peer group's figures a page gets to see."""

from digikartta.disclosure import Suppression
from digikartta.disclosure_groups import PeerFilters
from digikartta.peer_group import PeerFigures, PeerGroup
from digikartta.ui.peer_choice import peer_rows


def create_figures(
    n: int = 12, *, median: float | None = 50.0, suppressed: Suppression | None = None
) -> PeerFigures:
    return PeerFigures(
        n=n,
        own=40.0,
        mean=51.0,
        median=median,
        q1=25.0,
        q3=75.0,
        rank=30.0,
        suppressed=suppressed,
    )


def create_group(**dimensions: PeerFigures) -> PeerGroup:
    return PeerGroup(PeerFilters(), n=12, suppressed=None, dimensions=dimensions)


def test_a_suppressed_dimension_has_no_row_at_all() -> None:
    group = create_group(
        vision=create_figures(), data=create_figures(4, suppressed=Suppression.TOO_FEW)
    )
    assert peer_rows(group) == {
        "vision": {"median": 50.0, "q1": 25.0, "q3": 75.0, "mean": 51.0, "rank": 30.0, "n": 12}
    }


def test_without_a_group_there_is_nothing_to_compare() -> None:
    assert peer_rows(None) is None
