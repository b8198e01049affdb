"""The figures that a result page may show, whatever it shows them as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from digikartta.questionnaire import Questionnaire
from digikartta.scoring import DimensionScore

PeerRows = Mapping[str, Mapping[str, float | None]]  # dimension → name of the figure → value


@dataclass(frozen=True, slots=True)
class ShownFigures:
    """One company's figures beside its peers' and its customers', 0 to 100."""

    questionnaire: Questionnaire
    scores: Sequence[DimensionScore]  # of the dimensions
    peers: PeerRows | None = None  # n, median, q1, q3, rank; None: compared with nobody
    customers: Mapping[str, float] = field(default_factory=dict)

    def of_peers(self, dimension: str, figure: str) -> float | None:
        """Return one of the peers' figures, None where there is none to show."""
        return (self.peers or {}).get(dimension, {}).get(figure)
