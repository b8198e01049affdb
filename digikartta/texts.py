"""Texts in the reader's language, from the gettext catalogues in `locales/`.

The catalogues' message ids are keys (`result.too_few`), so that no language is the original of
another and no sentence stands in code. A missing key is an error, never an English fallback.
"""

import gettext
import io
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from digikartta.problems import Problem
from digikartta.scoring import round_half_up

LANGUAGES = ("fi", "sv", "en")
LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
# As one writes a day in Finland, in both languages; the data for Swedish have Sweden's order only.
_DAYS = {"fi": "d.M.y", "sv": "d.M.y", "en": "dd/MM/y"}
_FOLDER = Path(__file__).parent / "locales"


class MissingText(KeyError):
    """A key that the catalogue of the language does not hold."""


@lru_cache(maxsize=4096)  # a table writes the same hundred numbers a thousand times
def _number(number: float, pattern: str | None, locale: Locale) -> str:
    # Babel writes a hyphen; a minus is as wide as the plus above it and is read out as one.
    return format_decimal(number, pattern, locale=locale).replace("-", "−")


class Texts:
    """The texts of one language: `t("front.start")`, `t("result.rows", n=3)`."""

    def __init__(self, language: str, translations: gettext.GNUTranslations) -> None:
        self.language = language
        # Looked up once: a table of dates else spends most of its time on that.
        self._locale = Locale.parse(_LOCALES[language])
        self._translations = translations

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `key` with its placeholders filled."""
        found = self._translations.gettext(key)
        if found == key:
            raise MissingText(f"{key} ({self.language})")
        return found.format_map(values) if values else found

    def has(self, key: str) -> bool:
        """Whether the catalogue holds the key."""
        return self._translations.gettext(key) != key

    def n(self, key: str, n: int, /, **values: object) -> str:
        """Return the singular or plural text of `key` for `n` things."""
        found = self._translations.ngettext(key, key, n)
        if found == key:
            raise MissingText(f"{key} ({self.language})")
        return found.format_map({"n": self.whole(n), **values})

    def whole(self, value: float | None) -> str:
        """Return a number as a whole one, half up, or the dash of what is undefined."""
        if value is None:
            return "–"
        return self._written(round_half_up(value))

    def decimal(self, value: float) -> str:
        """Return a number with one decimal, half up, as one writes it."""
        tenths = round_half_up(10 * value)
        return self._written(tenths / 10, "0.0")

    def fixed(self, value: float | None, decimals: int, *, signed: bool = False) -> str:
        """Return a number with so many decimals, half up, or the dash of what is undefined."""
        if value is None:
            return "–"
        scale = 10**decimals
        rounded = round_half_up(scale * value) / scale
        pattern = "0." + "0" * decimals
        sign = "+" if signed and rounded > 0 else ""
        return sign + self._written(rounded, pattern)

    def signed(self, value: float | None) -> str:
        """Return a difference as a whole number with its sign, or the dash of what is undefined."""
        if value is None:
            return "–"
        whole = round_half_up(value)
        return f"{'+' if whole > 0 else ''}{self._written(whole)}"

    def _written(self, number: float, pattern: str | None = None) -> str:
        return _number(number, pattern, self._locale)

    def day(self, value: date | None) -> str:
        """Return a date as one writes it, or the dash of what is undefined."""
        return "–" if value is None else format_date(value, _DAYS[self.language], self._locale)

    def month(self, value: date) -> str:
        """Return the month of a date, short."""
        return format_skeleton("yMMM", value, locale=self._locale)

    def problem(self, problem: Problem) -> str:
        """Return a problem as one sentence: where, and what is wrong."""
        sentence = self(problem.key, **{"where": problem.where, **problem.details})
        place = self._place(problem)
        return f"{place}: {sentence}" if place else sentence

    def _place(self, problem: Problem) -> str:
        """Return where a problem is; one in a table names row and column in its details."""
        details = problem.details
        if "column" not in details:
            return problem.where
        place = self("problem.at_row", file=problem.where, row=details["row"])
        if details["column"]:
            place += self("problem.at_column", column=details["column"])
        others = int(str(details["others"]))
        return place + self.n("problem.at_others", others) if others else place

    def problems(self, problems: Iterable[Problem]) -> list[str]:
        """Return each problem as one sentence."""
        return [self.problem(problem) for problem in problems]


@lru_cache(maxsize=len(LANGUAGES))
def texts(language: str) -> Texts:
    """Return the texts of `fi`, `sv` or `en`; read once."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language!r}")
    return Texts(language, _translations(language))


def catalogue_files(language: str) -> list[Path]:
    """Return the catalogue's files, one for each area of the product."""
    return sorted((_FOLDER / language).glob("*.po"))


def _translations(language: str) -> gettext.GNUTranslations:
    whole = Catalog(locale=language)
    for path in catalogue_files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    whole.add(message.id, message.string)
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
