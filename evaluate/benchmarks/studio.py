"""Push and pull against Label Studio's own bare upload and export: `python -m evaluate.benchmarks.studio`."""

from __future__ import annotations

import json
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, Figure, Span, write_documents
from annotate.schema import load_schema
from annotate.studio import server
from annotate.studio.connection import post
from annotate.studio.projects import existing_project, prepare_project
from annotate.studio.tasks import to_task

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

TASKS = 10_000
RUNS = 3
DOCUMENTS, UPLOAD, ANNOTATED = "documents.jsonl", "tasks.json", "annotated"

SENTENCE = "2025年，第{n}号企业在广州实现营业收入{n}亿元，同比增长8.6%，用工{n}人，位居全市第三位。"
REST = "其余各项工作平稳推进，产线改造按计划完成。" * 20
REGIONS = {
    "2025年": ("TIME", {"timex": "2025", "start_date": "2025-01-01", "end_date": "2026-01-01"}),
    "第{n}号企业": ("COMPANY", None),
    "广州": ("LOC", None),
    "营业收入": ("INDICATOR", None),
    "{n}亿元": ("MONEY", {"value": "{n}00000000", "unit": "CNY", "indicator": "营业收入", "period": "2025年"}),
    "8.6%": ("RATIO", {"value": "8.6", "unit": "%", "change": "increase", "basis": "yoy"}),
    "{n}人": ("QUANTITY", {"value": "{n}", "unit": "人"}),
    "第三位": ("RANK", {"value": "3", "unit": ""}),
}
"""The eight regions of every article and the readings of its five figures."""


def articles() -> Iterator[Document]:
    """Yield made-up articles of about 500 characters with eight regions each."""
    for n in range(1, TASKS + 1):
        text = SENTENCE.format(n=n) + REST
        spans, figures = [], []
        for pattern, (label, reading) in REGIONS.items():
            start = text.index(pattern.format(n=n))
            span = Span(start, start + len(pattern.format(n=n)), label, 0.9, "rules")
            spans.append(span)
            if reading:
                figures.append(Figure(span, **{name: value.format(n=n) for name, value in reading.items()}))
        yield Document(f"{n:016x}", AlignedText.identity(text), tuple(spans), tuple(figures), {"source": f"{n}.txt"})


def push(client: LabelStudio, folder: Path) -> None:
    """Push the file of documents into a new project."""
    report = studio.push_from(client, folder / DOCUMENTS, uuid4().hex, load_schema(), "rules")
    assert report.created == TASKS, report


def bare_push(client: LabelStudio, folder: Path) -> None:
    """Upload the same tasks as one JSON file."""
    project = prepare_project(client, uuid4().hex, load_schema()).id
    with (folder / UPLOAD).open("rb") as file:
        answer = post(client, f"api/projects/{project}/import", files={"file": (UPLOAD, file)})
    assert answer["task_count"] == TASKS, answer


def pull(client: LabelStudio, folder: Path) -> None:
    """Pull the annotated project into a new file."""
    (folder / "pulled.jsonl").unlink(missing_ok=True)
    report = studio.pull_to(client, ANNOTATED, load_schema(), folder / "pulled.jsonl")
    assert (report.documents, report.aside) == (TASKS, 0), report


def bare_pull(client: LabelStudio, folder: Path) -> None:
    """Have the annotated project exported, and save the file."""
    project = existing_project(client, ANNOTATED).id
    export = client.projects.exports.create(project, task_filter_options={"only_with_annotations": True})
    assert export.status == "completed", export.status
    with (folder / "export.json").open("wb") as file:
        for chunk in client.projects.exports.download(project, export.id):
            file.write(chunk)
    client.projects.exports.delete(project, export.id)


def prepare(client: LabelStudio, folder: Path) -> None:
    """Write what is pushed, and make the project that is pulled: every article annotated with its eight regions."""
    schema = load_schema()
    write_documents(articles(), folder / DOCUMENTS)
    tasks = [to_task(document, schema, "rules")[0] for document in articles()]
    (folder / UPLOAD).write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    for task in tasks:
        task["annotations"] = [{"result": task.pop("predictions")[0]["result"]}]
    project = prepare_project(client, ANNOTATED, schema).id
    for i in range(0, TASKS, 1000):
        post(client, f"api/projects/{project}/import", content=json.dumps(tasks[i : i + 1000]).encode())


def measure(run: Callable[[LabelStudio, Path], None], url: str, token: str, folder: Path) -> tuple[float, float]:
    """Return the seconds that a run takes in this process, and the megabytes that the process held at most."""
    client = studio.connect(url, token)
    started = time.perf_counter()
    run(client, folder)
    seconds = time.perf_counter() - started
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    return seconds, int(peak[1]) / 1024 if peak else float("nan")


def main() -> None:
    """Print the medians of interleaved runs, every run in a process of its own, and their ratios."""
    with (
        tempfile.TemporaryDirectory() as name,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as own,
    ):
        folder = Path(name)
        running = server.start(folder / "studio", server.free_port())
        try:
            own.submit(measure, prepare, running.url, running.token, folder).result()
            found: dict[str, list[tuple[float, float]]] = defaultdict(list)
            for number, run in product(range(1, RUNS + 1), (push, bare_push, pull, bare_pull)):
                seconds, peak = own.submit(measure, run, running.url, running.token, folder).result()
                found[run.__name__].append((seconds, peak))
                print(f"run {number}: {run.__name__:9} {seconds:6.1f} s, client's peak {peak:4.0f} MB", flush=True)
        finally:
            server.stop(folder / "studio")
    median = {run: statistics.median(seconds for seconds, _ in runs) for run, runs in found.items()}
    print(f"{TASKS} tasks with 8 regions each, medians of {RUNS} interleaved runs")
    for way in ("push", "pull"):
        ours, bare = median[way], median[f"bare_{way}"]
        print(f"{way}: {ours:.1f} s, Label Studio's own {bare:.1f} s: {ours / bare:.2f} × (goal ≤ 1.20)")


if __name__ == "__main__":
    main()
