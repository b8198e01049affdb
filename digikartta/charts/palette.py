"""The colours of every chart, light and dark, in one place."""

from dataclasses import dataclass
from typing import Literal

Cohort = Literal["c1", "c2", "c3", "c4", "c5", "c6"]
Kind = Literal["own", "target", "peers", "customers", "T0", "T1", "T2", Cohort]
COHORTS: tuple[Cohort, ...] = ("c1", "c2", "c3", "c4", "c5", "c6")  # side by side


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#RRGGBB``; lines hold 3:1 and texts 4.5:1 against surface, page and band."""

    surface: str  # what cards and charts stand on
    page: str  # what lies around the cards
    text: str
    muted: str  # text of ticks and other secondary labels
    grid: str  # faint lines: decoration, the numbers beside them carry the meaning
    band: str  # fill between the quartiles of the peer group
    own: str  # the accent; the theme's primary colour is the same
    target: str
    peers: str  # line of the peer group: its median and the edges of the band
    customers: str
    t0: str  # t0, t1, t2: the hue of the accent from light to dark
    t1: str
    t2: str
    cohorts: tuple[str, ...]  # six hues that stay apart

    def line(self, kind: Kind) -> str:
        """Colour of the line and marker of a series."""
        colours: dict[Kind, str] = {
            **dict(zip(COHORTS, self.cohorts, strict=True)),
            "own": self.own,
            "target": self.target,
            "peers": self.peers,
            "customers": self.customers,
            "T0": self.t0,
            "T1": self.t1,
            "T2": self.t2,
        }
        return colours[kind]


LIGHT = Palette(
    surface="#FFFFFF",
    page="#F7F8F6",
    text="#1D2624",
    muted="#55605D",
    grid="#DFE3E1",
    band="#E3E7E5",
    own="#0B6E6E",
    target="#9A6000",
    peers="#626A67",
    customers="#7B3F8C",
    t0="#3C8D89",
    t1="#146B69",
    t2="#043D3D",
    cohorts=("#0A6A6F", "#985E02", "#7A3E8A", "#1F5FA8", "#A8322A", "#4C6818"),
)

DARK = Palette(
    surface="#171B1E",
    page="#101416",
    text="#E8EDEB",
    muted="#AEB8B5",
    grid="#343B3F",
    band="#30373B",
    own="#4DB8B0",
    target="#E0A33A",
    peers="#98A2A0",
    customers="#C58BD6",
    t0="#C4EEE9",
    t1="#74C9C1",
    t2="#35978F",
    cohorts=("#4FBAB2", "#E2A53C", "#C78DD8", "#7FB2F0", "#F08A80", "#A9C46C"),
)


def translucent(colour: str, opacity: float) -> str:
    """``#RRGGBB`` with an opacity of 0 to 1, as the ``rgba(...)`` that plotly reads."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
