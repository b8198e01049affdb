"""Which figures of a reader differ by a few organisations: every pair is subtracted."""

from collections.abc import Sequence

import numpy as np

Members = frozenset[tuple[int, int]]  # organisation and round; one round of each organisation
_ABSENT = -1


def told_apart_by_few(figures: Sequence[Members], *, k: int) -> list[tuple[int, int]]:
    """The pairs of figures, by place, that 1 to k − 1 organisations tell apart.

    An organisation does so when it stands behind one of them only, or with another round.
    """
    everybody = {one: at for at, one in enumerate(sorted({o for each in figures for o, _ in each}))}
    behind = np.full((len(figures), len(everybody)), _ABSENT, dtype=np.int32)
    for at, members in enumerate(figures):
        for organisation, number in members:
            behind[at, everybody[organisation]] = number
    pairs = []
    for at, own in enumerate(behind[:-1]):
        apart = np.count_nonzero(behind[at + 1 :] != own, axis=1)
        pairs += [(at, at + 1 + int(n)) for n in np.flatnonzero((apart > 0) & (apart < k))]
    return pairs
