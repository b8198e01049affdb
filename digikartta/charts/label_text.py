"""Labels for plotly: wrapped on word boundaries, safe to show, and how wide they will be."""

import html
from collections.abc import Sequence

# A line may be this much longer than asked when that saves a whole line: better than a lone "ja".
SLACK = 1


class _Widths(dict[str, float]):
    """Advance widths in em by character."""

    def __missing__(self, _: str) -> float:
        return 0.61


# Of Inter Regular, measured; each group has the width of its widest.
_WIDTHS = _Widths(
    {
        **dict.fromkeys("ijlI.,:;'!’ ", 0.30),
        **dict.fromkeys("frt()/1-–", 0.42),
        **dict.fromkeys("skxzavyåäcJL7", 0.57),
        **dict.fromkeys("DCHUÜGNOQÖØ", 0.76),
        **dict.fromkeys("mMWwæÆ—%", 0.95),
        **dict.fromkeys("ABKPRSTVXYÅÄ", 0.69),
    }
)


def wrap(text: str, limit: int) -> str:
    """The text in lines of about `limit` characters, joined by ``<br>``, with markup escaped.

    Words stay whole, so a single word may be longer. A line is at most `limit` + 1 otherwise.
    """
    return "<br>".join(html.escape(line, quote=False) for line in lines(text, limit))


def lines(text: str, limit: int) -> list[str]:
    """The unescaped lines of `wrap`."""
    narrow, wide = _fill(text, limit), _fill(text, limit + SLACK)
    return wide if len(wide) < len(narrow) else narrow


def _fill(text: str, limit: int) -> list[str]:
    done: list[str] = []
    for word in text.split():
        if done and len(done[-1]) + 1 + len(word) <= limit:
            done[-1] += f" {word}"
        else:
            done.append(word)
    return done


def some_of(names: Sequence[str], room: int) -> str:
    """Return as many names as `room` characters hold, at least one, and how many more there are.

    ``Aino, Kalle +2``; nothing of nobody.
    """
    shown = list(names[:1])
    for name in names[1:]:
        if len(", ".join([*shown, name])) > room:
            break
        shown.append(name)
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" +{more}" if more else "")


def width(text: str, size: float) -> float:
    """Estimated width in px of one line of Inter at `size` px."""
    return size * sum(map(_WIDTHS.__getitem__, text))
