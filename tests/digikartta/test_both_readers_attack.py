"""A company that also holds every shared page subtracts what it sees here from what it sees there.

It knows its own figures, so its own part is taken away from every public figure first.
"""

from collections.abc import Iterator, Mapping

import pytest

from digikartta.cohort import CohortFilters
from digikartta.disclosure import Plan, plan
from digikartta.disclosure_public import NOTHING_PUBLISHED, KnownFigures
from digikartta.peer_group import PeerFilters
from digikartta.publication import known_figures, publish
from tests.digikartta import test_disclosure_attack as peers
from tests.digikartta import test_public_attack as public
from tests.digikartta.attack_counts import Members, told_apart_by_few
from tests.digikartta.attack_shapes import SHAPES, create_shape
from tests.digikartta.peer_pools import Row, create_pool

K = 5
PEERS, PUBLIC = "peers", "public"
AXIS_OF = {
    "industries": "industry",
    "size_classes": "size_class",
    "regions": "region",
    "projects": "cohort",
    "stages": "stage",
}
Name = frozenset[tuple[str, object]]
Seen = dict[Name, Members]


def name_of(filters: CohortFilters) -> Name:
    """A public cohort's filters in the words of peer groups."""
    values = {field: getattr(filters, field) for field in filters.given()}
    return frozenset(
        (AXIS_OF.get(field, field), value[0] if isinstance(value, tuple) else value)
        for field, value in values.items()
    )


def everything_published(rows: list[Row]) -> tuple[dict[CohortFilters, Members], KnownFigures]:
    """Publish every cohort of up to three filters; return who stands behind what is shown."""
    pool = public.create_public_pool(rows, seed=3)
    made = publish(pool, [("", each) for each in public.combinations_of(pool, 3)], [], k=K)
    past = [public.past_of(cohort, pool) for cohort in made]
    return public.shown_of(rows, pool, made), known_figures(pool.rounds, past)


def see(
    rows: list[Row], reader: int, members: Mapping[CohortFilters, Members], known: KnownFigures
) -> dict[str, Seen]:
    """Everything of up to three filters that is shown to a company with all links and files.

    All was published before the company opens the result of its latest round.
    """
    own_days = [row.closed_on for row in rows if row.organisation == reader]
    judging = plan(
        create_pool(rows),
        organisation=reader,
        on_or_before=max(own_days),
        k=K,
        published=known,
    )
    return {
        PUBLIC: {
            name_of(filters): frozenset(one for one in inside if one[0] != reader)
            for filters, inside in members.items()
        },
        PEERS: dict(
            peer_groups([r for r in rows if r.closed_on <= max(own_days)], reader, judging)
        ),
    }


def peer_groups(rows: list[Row], reader: int, judging: Plan) -> Iterator[tuple[Name, Members]]:
    for filters, inside in peers.every_group(rows, reader):
        if inside and judging.judge(PeerFilters(**filters)).suppressed is None:
            yield frozenset(filters.items()), inside


def leaks(seen: Mapping[str, Seen]) -> list[str]:
    """All figures and pairs, here and there, that give 1 to k − 1 other companies away."""
    distinct = {inside: (source, n) for source in seen for n, inside in seen[source].items()}
    found = [f"few {name}" for inside, name in distinct.items() if len(inside) < K]
    names = list(distinct.values())
    found += [f"pair {names[a]} {names[b]}" for a, b in told_apart_by_few(list(distinct), k=K)]
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_a_company_with_shared_pages_sees_nothing_of_fewer_than_k_others(shape: str) -> None:
    rows = create_shape(3, **SHAPES[shape])
    latest = max(rows, key=lambda row: row.closed_on).organisation
    members, known = everything_published(rows)
    for reader in (7, latest):
        seen = see(rows, reader, members, known)
        assert leaks(seen) == []
        assert len(seen[PUBLIC]) > 10  # and not because there is nothing to see
        assert len(seen[PEERS]) > 10


def test_peer_groups_that_know_of_no_shared_page_would_give_companies_away() -> None:
    rows = create_shape(3, **SHAPES["27 companies"])
    members, _ = everything_published(rows)
    assert leaks(see(rows, 7, members, NOTHING_PUBLISHED)) != []
