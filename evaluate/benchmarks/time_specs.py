"""Agreement of our times with the peers' own test cases: `python -m evaluate.benchmarks.time_specs`."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path
from time import process_time

from annotate.articles import harvest
from annotate.figures import read_figures
from annotate.gold import SEEDS, place_gold
from annotate.periods import find_periods
from annotate.reading.intervals import interval
from annotate.reading.timex import read_timex
from evaluate.benchmarks.agreement import Verdict, report
from evaluate.benchmarks.time_cases import (
    DAY,
    SECONDS,
    Case,
    Days,
    contradiction,
    difference,
    jionlp_cases,
    recognizers_cases,
    tagged_times,
)

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
OUTSIDE = (
    "从|自从?|在|约|或|及|之?前|之?后|以[前后来]|起|止|开始|左右|前后|许|[之以]?内|，|周[一二三四五六日]|星期[一二三四五六日天]"
    "|的|早上|[一二三四五六七八九十0-9]+[点时分刻]钟?半?|到|至|整"
)
"""Words that the handbook leaves outside a TIME and the peers put inside; a weekday beside a date; odd clock times."""


MINUTE = 60
LASTING = {
    "年": ("year", 1),
    "载": ("year", 1),
    "个月": ("month", 1),
    "周": ("day", 7),
    "星期": ("day", 7),
    "礼拜": ("day", 7),
    "天": ("day", 1),
    "日": ("day", 1),
    "工作日": ("workday", 1),
    "交易日": ("workday", 1),
    "小时": ("hour", 1),
    "刻钟": ("minute", 15),
    "分钟": ("minute", 1),
    "分": ("minute", 1),
    "秒": ("second", 1),
    "秒钟": ("second", 1),
}


def same_days(case: Case, timex: str, days: Days) -> bool:
    """Agree to the day; a time of day is compared by its day."""
    return interval(timex, case.read_on) == days or days == (None, None) == (interval(timex, case.read_on), None)


def named_bound(case: Case, timex: str, days: Days) -> bool:
    """以前 or 起 leaves the peer's interval open, or ends it on the day of reading: the other end is ours."""
    ours, today = interval(timex, case.read_on), case.read_on
    directed = re.search("前|后|起|止|来|自|从|开始|内|过", case.words)
    bounds = {day for day in days if day and not today <= day <= today + timedelta(days=1)}
    return bool(directed and ours and bounds and bounds <= set(ours))


def open_range(case: Case, timex: str, days: Days) -> bool:
    """Recognizers ends a range where its last day, month or year begins; we end it with it."""
    first, _, last = timex.partition("/")
    start, end = interval(first, case.read_on), interval(last, case.read_on)
    return start is not None and end is not None and (start[0], end[0]) == days


def edge_of(case: Case, timex: str, days: Days) -> bool:
    """底 and 初 are a last and a first day here, up to some weeks with the peers."""
    ours = interval(timex, case.read_on)
    if ours is None or days[0] is None or days[1] is None or not timex.endswith(("END", "START")):
        return False
    touches = ours[1] == days[1] if timex.endswith("END") else ours[0] == days[0]
    return touches and days[0] <= ours[0] and ours[1] <= days[1]


def other_year(case: Case, timex: str, days: Days) -> bool:
    """A date without its year is the last one here unless it is near; the peers take the next, too."""
    if not timex.startswith("XXXX") or days[0] is None:
        return False
    if timex.startswith("XXXX-XX"):
        ours = interval(timex, case.read_on)
        return (
            ours is not None and None not in days and all(a.day == b.day for a, b in zip(ours, days, strict=True) if b)
        )
    years = days[0].year, days[0].year - 1
    return any(interval(re.sub("XXXX", str(year), timex), None) == days for year in years)


def stretch(case: Case, timex: str, days: Days) -> bool:
    """A number of years, months or days that touches the day of reading is a duration here, an interval there."""
    found = re.fullmatch(r"P(\d+)([YMWD])", timex)
    if not found or not days[0] or not days[1]:
        return False
    length = int(found[1]) * {"Y": 365.25, "M": 30.44, "W": 7, "D": 1}[found[2]]
    touches = min(abs((day - case.read_on).days) for day in days if day) <= 31
    from_the_first = case.read_on.day if days[0].day == 1 else 0
    return touches and -2 - length / 30 <= (days[1] - days[0]).days - length <= max(2, length / 30) + from_the_first


def coarser(case: Case, timex: str, days: Days) -> bool:
    """三年前 and 半年后 name a year and a month here, a day or a nearby month with the peers."""
    ours = interval(timex, case.read_on)
    return bool(
        re.search("[年月][以之]?[前后]$", case.words)
        and re.fullmatch(r"[ym][+-]\d+", timex)
        and ours
        and days[0]
        and ours[0] <= days[0] < ours[1]
    )


def dated(case: Case, timex: str) -> bool:
    """Tell whether one of the equivalences holds for one of the peer's readings."""
    return any(holds(case, timex, days) for holds in EQUIVALENCES for days in case.days)


def season(case: Case, timex: str, days: Days) -> bool:
    """A season is named here and dated by solar terms with JioNLP: the year must be the same."""
    year = interval(timex[:-3], case.read_on)
    return bool(re.search("-(SP|SU|FA|WI)$", timex) and year and days[0] and year[0].year == days[0].year)


def lunar(case: Case, timex: str, days: Days) -> bool:
    """Recognizers leaves a lunar day in the civil month of the same number; here it's a civil date."""
    return bool(days[0]) and interval(timex, None) == interval(f"{days[0]:%Y-L%m-%d}", None) is not None


EQUIVALENCES = (same_days, named_bound, open_range, edge_of, other_year, stretch, coarser, season, lunar)


def measured(case: Case) -> list[float]:
    """Return the seconds of the durations that are a QUANTITY here and a time with the peers, low and high ends."""
    figures = [figure for figure in read_figures(case.words) if figure.span.label == "QUANTITY"]
    ends = [(end, LASTING.get(f.unit or "")) for f in figures for end in (f.value, f.value_high)]
    return [float(end) * SECONDS[unit[0]] * unit[1] for end, unit in ends if end and unit]


def bounded(case: Case) -> bool:
    """17天内 is a bounded QUANTITY here; the peers' interval of that length touches the day of reading."""
    lengths = measured(case)
    if len(lengths) != 1 or lengths[0] < DAY or not re.search("内|以来", case.words):
        return False
    return any(stretch(case, f"P{round(lengths[0] / DAY)}D", days) for days in case.days)


def counted(case: Case) -> bool:
    """17分钟后 is a QUANTITY here; the peers' time begins or ends so long after or before the moment of reading."""
    lengths = measured(case)
    away = -1 if re.search("前|过去", case.words) else 1
    return len(lengths) == 1 and any(abs(offset - away * lengths[0]) <= MINUTE for offset in case.offsets)


def agrees(case: Case) -> bool:
    """Tell whether we find the case's time, and read it as the peer does by the table of equivalences."""
    if case.lengths:
        return measured(case) == list(case.lengths)
    told = read_timex(case.words) if case.told and case.days else None
    return (told is not None and dated(case, told)) or found_alike(case) or counted(case)


def found_alike(case: Case) -> bool:
    """Compare the time that we find where the peer sees one, or find none where it sees none."""
    start = case.text.find(case.words)
    end = start + len(case.words)
    found = [span for span in find_periods(case.text) if not case.words or (span.start < end and start < span.end)]
    if not case.words or len(found) != 1:
        return not found and (not case.words or bounded(case))
    span = found[0]
    outside = case.text[start : span.start], case.text[span.end : end]
    parsed_whole = case.told and case.words == case.text and case.days
    if span.start < start or not (parsed_whole or all(re.fullmatch(f"(?:{OUTSIDE})*", words) for words in outside)):
        return False
    timex = read_timex(case.text[span.start : span.end])
    return timex is not None and (not case.days or dated(case, timex))


def judge(case: Case) -> Verdict:
    """Compare one case, and give the reason where we read it otherwise."""
    ours = [case.text[span.start : span.end] for span in find_periods(case.text)]
    theirs = " or ".join(f"{start}…{end}" for start, end in case.days) or case.kind
    against = contradiction(case)
    name = f"{case.words or case.text} on {case.read_on}: {theirs}, ours {ours}"
    return Verdict(name, agrees(case), against is not None, against or difference(case))


def report_seeds() -> None:
    """Print strict span F1 of TIME and the right readings: of the untouched seeds never more than these totals."""
    documents, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    for name, numbers in (("developed", ("000", "001", "003")), ("untouched", ("002", "004"))):
        chosen = [document for document in documents if Path(document.meta["source"]).name.startswith(numbers)]
        spans = Counter[str]()
        for document in chosen:
            gold = {span.key() for span in document.spans if span.label == "TIME"}
            ours = {span.key() for span in find_periods(document.text)}
            spans.update(both=len(gold & ours), all=len(gold) + len(ours))
        readings = [
            read_timex(document.text[figure.span.start : figure.span.end]) == figure.timex
            for document in chosen
            for figure in document.figures
            if figure.span.label == "TIME"
        ]
        print(f"seeds, {name}: TIME F1 {2 * spans['both'] / spans['all']:.3f} before settling;", end=" ")
        print(f"{sum(readings)} of {len(readings)} read right")


def report_tagged(path: Path) -> None:
    """Print agreement with a tagged set that marks clock times, durations and vague times, too."""
    same = alone = ours = theirs = 0
    for text, tagged in tagged_times(path):
        found = {(span.start, span.end) for span in find_periods(text)}
        same, ours, theirs = same + len(found & tagged), ours + len(found), theirs + len(tagged)
        alone += sum(all(end <= first or last <= start for first, last in tagged) for start, end in found)
    print(f"{path.name}: strict F1 {2 * same / (ours + theirs):.3f}; {alone} of our {ours} overlap none of theirs")


def report_speed() -> None:
    """Print the speed on the seeds repeated to ten million characters, one core."""
    text = "".join(document.text for document in harvest([str(SEEDS / "texts")]))
    text = (text * (10_000_000 // len(text) + 1))[:10_000_000]
    start = process_time()
    find_periods(text)
    print(f"speed: {len(text) / (process_time() - start):,.0f} characters a second")


def main() -> None:
    """Print all figures."""
    report_seeds()
    report_speed()
    if not SHARED.is_dir():
        raise SystemExit(
            f"{SHARED}: is missing; put the peers' test cases there (specs/jionlp, specs/recognizers-text)"
        )
    report_tagged(SHARED / "benchmarks" / "time" / "time.test")
    report("JioNLP time", map(judge, jionlp_cases(SHARED / "specs" / "jionlp")))
    peers = list(recognizers_cases(SHARED / "specs" / "recognizers-text"))
    dated = [case for case in peers if case.kind.startswith("date") or case.kind == "none"]
    report("Recognizers DateTimeModel, dates and periods", map(judge, dated))
    report("Recognizers DateTimeModel, all", map(judge, peers))


if __name__ == "__main__":
    main()
