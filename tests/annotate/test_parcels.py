from collections.abc import Iterator

import pytest

from annotate.studio import parcels
from annotate.studio.parcels import Parcel, batches, made_ahead


def parcel(number: int, size: int = 1) -> Parcel:
    return Parcel((str(number), ""), b"x" * size, ())


@pytest.mark.parametrize(
    ("tasks", "most", "sizes"),
    [(0, 4000, []), (250, 4000, [250]), (9000, 4000, [250, 1000, 4000, 3750]), (5, 2, [2, 2, 1])],
)
def test_batches_grow(tasks: int, most: int, sizes: list[int]) -> None:
    made = list(batches(map(parcel, range(tasks)), most))
    assert [len(batch) for batch in made] == sizes
    assert [one.key[0] for batch in made for one in batch] == [str(number) for number in range(tasks)]


def test_a_batch_of_large_articles_is_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "BATCH_BYTES", 10)
    assert [len(batch) for batch in batches((parcel(number, 4) for number in range(7)), 4000)] == [3, 3, 1]


def test_no_more_than_one_batch_is_made_ahead() -> None:
    made: list[int] = []

    def six() -> Iterator[list[Parcel]]:
        for number in range(6):
            made.append(number)
            yield [parcel(number)]

    stream = made_ahead(six())
    for number in range(6):
        assert next(stream) == [parcel(number)]
        assert len(made) <= number + 2
