"""How much of the corrected labels comes out of the harvest whole: `python -m evaluate.benchmarks.harvest`."""

from __future__ import annotations

import time
from collections import Counter

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold


def main() -> None:
    """Print the share of the seeds' corrected spans that lie in one article with their text intact, and the misses."""
    started = time.perf_counter()
    documents = list(harvest([str(SEEDS / "texts")]))
    seconds = time.perf_counter() - started
    placed, misses = place_gold(documents)
    articles = Counter(str(document.meta["source"]).rpartition("/")[2] for document in documents)
    held = sum(len(document.spans) for document in placed)
    for source, count in sorted(articles.items()):
        print(f"{source}: {count} articles")
    print(f"{held} of {held + len(misses)} corrected spans intact ({held / (held + len(misses)):.2%}), {seconds:.2f} s")
    for miss in misses:
        print(f"missed {miss.source} {miss.start}:{miss.end} {miss.label} {miss.text!r}")


if __name__ == "__main__":
    main()
