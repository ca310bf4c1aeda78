"""How well and how fast figures are found and read: `python -m evaluate.benchmarks.figures`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from annotate.articles import harvest
from annotate.figures import find_figures, read_figure, read_figures
from annotate.gold import SEEDS, place_gold
from annotate.records import Document
from annotate.schema import load_schema
from evaluate.score import score

DEVELOPED = ("000", "001", "003")
TEN_MEGABYTES = 10_000_000
VALUES = ("value", "value_high", "unit", "bound")
CHANGES = ("change", "basis")
CODES = (
    "构建“3+1”产业体系",
    "“2441”布局和“33618”体系",
    "执行“13710”服务工作法",
    "第六批名单",
    "建设一批项目",
    "统一部署",
    "党的二十大精神",
    "加快5G建设",
    "运-20副总设计师",
    "煤一合成气一 1,4丁二醇",
)
HOSTILE = {
    "one digit": "9",
    "one Chinese digit": "九",
    "9亿9千万…": "9亿9千万",
    "nested units": "5平方平方米/吨/",
    "a list": "9、",
    "a range": "9-",
    "a ratio": "9:",
    "fractions": "三分之",
    "open quotes": "“《第前",
    "dates": "2021年9月",
}


def main() -> None:
    """Print the table: spans, values and changes on the developed and the untouched seeds, codes, speed, growth."""
    documents, misses = place_gold(list(harvest([str(SEEDS / "texts")])))
    developed = [document for document in documents if _source(document).startswith(DEVELOPED)]
    untouched = [document for document in documents if not _source(document).startswith(DEVELOPED)]
    for name, articles in (("developed", developed), ("untouched", untouched), ("all", documents)):
        print(f"{name} seeds: {_spans(articles)}; {_readings(articles, VALUES)}; {_readings(articles, CHANGES)}")
    print(f"corrected spans that no article holds: {len(misses)}")
    print(f"codes and idioms wrongly read: {sum(len(find_figures(code)) for code in CODES)} of {len(CODES)}")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SEEDS / "texts").glob("*.txt")))
    text *= TEN_MEGABYTES // len(text.encode())
    for work, name in ((find_figures, "found"), (read_figures, "found and read")):
        print(f"{name}: {len(text) / _seconds(work, text) / 1e6:.2f} million characters a second")
    for name, piece in HOSTILE.items():
        print(f"{name}: {_growth(piece):.1f} times the time for 10 times the text (10 MB against 1 MB)")


def _source(document: Document) -> str:
    return Path(str(document.meta["source"])).name


def _spans(articles: Sequence[Document]) -> str:
    codes = load_schema().figure_codes
    gold = [[span for span in article.spans if span.label in codes] for article in articles]
    micro = score(gold, [find_figures(article.text) for article in articles]).micro
    return f"spans F1 {micro.f1:.4f} (precision {micro.precision:.4f}, recall {micro.recall:.4f}, gold {micro.gold})"


def _readings(articles: Sequence[Document], names: Sequence[str]) -> str:
    """Count the corrected figures that are read right in all of `names`; changes count where gold has one."""
    right = total = 0
    for article in articles:
        for gold in article.figures:
            wanted = [getattr(gold, name) for name in names]
            if names == CHANGES and not any(wanted):
                continue
            read = read_figure(article.text, gold.span)
            total += 1
            right += wanted == [getattr(read, name) for name in names]
    return f"{' + '.join(names)} right {right} of {total} ({right / total:.4f})"


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started


def _growth(piece: str) -> float:
    """Time the short text before and after the long one, so that a machine that slows down tells nothing."""
    long = piece * (TEN_MEGABYTES // len(piece.encode()))
    short = long[: len(long) // 10]
    first, whole, last = (_seconds(find_figures, text) for text in (short, long, short))
    return 2 * whole / (first + last)


if __name__ == "__main__":
    main()
