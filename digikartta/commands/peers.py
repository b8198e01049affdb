"""`peers --organisation ID [filters]`: the peer group of a company's latest closed round."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from digikartta.commands.context import Context
from digikartta.commands.filters import FILTERS, as_fields, checked
from digikartta.scoring import OVERALL
from digikartta.texts import Texts

if TYPE_CHECKING:
    from db.organisation_peers import OrganisationPeers

NAME = "peers"
FIGURES = ("own", "mean", "median", "q1", "q3", "rank")


def add_arguments(parser: argparse.ArgumentParser, t: Texts) -> None:
    """The company, the filters and `--format`."""
    about = t("cli.peers.organisation")
    parser.add_argument("--organisation", metavar="ID", type=int, required=True, help=about)
    parser.add_argument("--questionnaire", metavar="ID", help=t("cli.peers.questionnaire"))
    for name in FILTERS:
        kind = int if name == "year" else str
        parser.add_argument(f"--{name}", metavar="X", type=kind, help=t(f"cli.peers.{name}"))
    parser.add_argument(
        "--format", choices=("json", "table"), default="json", help=t("cli.peers.format")
    )


def run(args: argparse.Namespace, context: Context) -> int:
    """Print the peer group, as JSON or as a table."""
    from db.engine import reading
    from db.organisation_peers import peers_of
    from digikartta.disclosure_groups import PeerFilters

    filters = chosen_filters(args)
    with reading(context.engine) as connection:
        found = peers_of(
            connection,
            args.organisation,
            questionnaire=args.questionnaire,
            filters=PeerFilters(**as_fields(filters)),  # type: ignore[arg-type]  # year is the only int
            known=context.questionnaires,
            k=context.settings.min_group,
        )
    if args.format == "json":
        context.say(json.dumps(as_data(found, filters), ensure_ascii=False, indent=2))
    else:
        for line in table_lines(found, context.t):
            context.say(line)
    return 0


def chosen_filters(args: argparse.Namespace) -> dict[str, str | int]:
    """Return the filters that were given, places as codes.

    Raises `InvalidInput` for values that do not exist.
    """
    given = {name: getattr(args, name) for name in FILTERS if getattr(args, name) is not None}
    return checked(given, where="--{name}")


def as_data(found: "OrganisationPeers", filters: dict[str, str | int]) -> dict[str, object]:
    """Return the peer group as plain data for JSON; what is undefined or suppressed is null."""
    return {
        "organisation_id": found.round.organisation_id,
        "round_id": found.round.id,
        "questionnaire": found.round.questionnaire,
        "stage": found.round.stage,
        "closed_on": found.round.closed_on and found.round.closed_on.isoformat(),
        "filters": filters,
        "n": found.group.n,
        "suppressed": found.group.suppressed,
        "dimensions": {name: asdict(figures) for name, figures in found.group.dimensions.items()},
    }


def table_lines(found: "OrganisationPeers", t: Texts) -> list[str]:
    """Return the peer group as lines of text, figures as whole numbers."""
    names = {d.id: d.name.in_language(t.language) for d in found.questionnaire.dimensions}
    names[OVERALL] = t("cli.peers.overall")
    header = [t(f"cli.peers.{column}") for column in ("dimension", "n", *FIGURES)]
    rows = [
        [names[name], *(t.whole(getattr(figures, column)) for column in ("n", *FIGURES))]
        for name, figures in found.group.dimensions.items()
    ]
    lines = [t.n("cli.peers.group", found.group.n)]
    if found.group.suppressed:
        lines.append(t("cli.peers.suppressed"))
    return [*lines, *_aligned([header, *rows])]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for first, *figures in rows:
        cells = (cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *cells])
