"""What is said of who sees what: before the first answer, and where nobody sees anything."""

from digikartta.live_rules import FEWEST_UNNAMED
from digikartta.texts import Texts
from digikartta.ui.html import notice


def promise(t: Texts, key: str, *, breakdown: int, **more: object) -> str:
    """Return the text, and what becomes of those who are more than two and still too few."""
    said = t(key, breakdown=breakdown, **more)
    if breakdown <= FEWEST_UNNAMED:
        return said
    return f"{said} {t('promise.between', breakdown=breakdown)}"


def show_withheld(t: Texts, *, respondents: int, least: int) -> None:
    """Say why a closed round of `respondents` people has no result to show."""
    text = t("result.withheld", respondents=respondents, least=least)
    notice(t("result.withheld_title"), text, kind="wait")
