"""How companies are classified: industry, size class, municipality and region.

The lists are Statistics Finland's; see `content/reference/SOURCES.md`.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from digikartta.plain_text import clean
from digikartta.questionnaire import Text

_FOLDER = Path(__file__).parent / "content" / "reference"
SIZE_CLASSES = ("micro", "small", "medium", "large")


@dataclass(frozen=True, slots=True)
class Industry:
    """A section of the industrial classification TOL 2008, `A` to `U`."""

    code: str
    name: Text
    short: Text


@dataclass(frozen=True, slots=True)
class Region:
    """A region (maakunta, landskap), by its two-digit code."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality, by its three-digit code, and its region."""

    code: str
    name_fi: str
    name_sv: str
    region: str

    def name(self, language: str) -> str:
        """Return the name in Swedish, else in Finnish (as English usage has it)."""
        return self.name_sv if language == "sv" else self.name_fi


def _rows(name: str) -> list[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(row: dict[str, str], column: str) -> Text:
    return Text(fi=row[f"{column}_fi"], sv=row[f"{column}_sv"], en=row[f"{column}_en"])


@lru_cache(maxsize=1)
def industries() -> dict[str, Industry]:
    """Return the industries by code."""
    return {
        row["code"]: Industry(row["code"], _text(row, "name"), _text(row, "short"))
        for row in _rows("industries.csv")
    }


@lru_cache(maxsize=1)
def regions() -> dict[str, Region]:
    """Return the regions by code."""
    return {row["code"]: Region(row["code"], _text(row, "name")) for row in _rows("regions.csv")}


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """Return the municipalities in force by code."""
    return {
        row["code"]: Municipality(row["code"], row["name_fi"], row["name_sv"], row["region"])
        for row in _rows("municipalities.csv")
    }


def municipality_code(text: str) -> str | None:
    """Return the code that a name (Finnish or Swedish) or a code stands for, or None."""
    return _municipality_names().get(clean(text).casefold())


@lru_cache(maxsize=1)
def _municipality_names() -> dict[str, str]:
    swedish = {m.name_sv.casefold(): m.code for m in municipalities().values()}
    finnish = {m.name_fi.casefold(): m.code for m in municipalities().values()}
    codes = {m.code: m.code for m in municipalities().values()}
    # A leading zero is lost when a spreadsheet takes the code for a number.
    short_codes = {m.code.lstrip("0"): m.code for m in municipalities().values()}
    return {**short_codes, **codes, **swedish, **finnish}


def region_code(text: str) -> str | None:
    """Return the code that a region's name (in any language) or code stands for, or None."""
    wanted = clean(text).casefold()
    for region in regions().values():
        names = (region.code, region.name.fi, region.name.sv, region.name.en)
        if wanted in (name.casefold() for name in names):
            return region.code
    return None


def region_of(municipality: str) -> str:
    """Return the region's code of a municipality's code, empty when there is none."""
    found = municipalities().get(municipality)
    return found.region if found else ""
