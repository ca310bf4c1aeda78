"""The main job, end to end on the five seeds, with every part real."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotate.gold import SEEDS, place_gold
from annotate.records import Document, InputError, read_documents, write_documents
from annotate.schema import CONFIGS, load_schema

if TYPE_CHECKING:
    from rich.console import Console

    from evaluate.systems import System

ROOT = SEEDS.parent
PROJECT = "zhibiao demo"
HELD_OUT = ("002*", "004*")
"""The seeds on which neither the rules were developed nor the model is trained."""

STEPS = 11

Say = Callable[[str], None]


@dataclass
class Demo:
    """One run: where it writes, and overrides of the training configuration."""

    work: Path
    overrides: Sequence[str] = ()
    console: Console = field(init=False)
    done: int = 0

    def __post_init__(self) -> None:
        from rich.console import Console

        self.console = Console(highlight=False, soft_wrap=True)
        self.folder = self.work / "demo"

    def run(self) -> None:
        """Go the whole way; what was started is stopped, also after an error."""
        start = time.perf_counter()
        articles = self._harvest()
        prelabelled = self._label(articles)
        with self._studio() as client:
            self._push(client, prelabelled)
            self._submit(client, articles)
            corrected = self._pull(client, articles)
        held_out = self._dataset(corrected)
        self._finetune()
        systems = self._score(held_out)
        self._report(held_out, systems, self._extract())
        self.console.print(f"\nAll done in {time.perf_counter() - start:.0f} s. What lies where:")
        for path in sorted(self.folder.iterdir()):
            self.console.print(f"  {path}{'/' if path.is_dir() else ''}")
        self.console.print(f"  {self.work / 'studio'}/  (Label Studio; see it with `zhibiao studio start`)")

    @contextmanager
    def _step(self, title: str, source: str) -> Iterator[Say]:
        """Announce a step with what goes in; what it says comes with the time it took."""
        self.done += 1
        self.console.print(f"[bold]\\[{self.done}/{STEPS}] {title}[/bold] ← {source}")
        start = time.perf_counter()
        yield lambda result: self.console.print(f"        {result}  [dim]({time.perf_counter() - start:.1f} s)[/dim]")

    def _harvest(self) -> list[Document]:
        from annotate.articles import harvest

        texts = SEEDS / "texts"
        with self._step("harvest", _short(texts)) as say:
            articles = list(harvest([str(texts)]))
            write_documents(articles, self.folder / "articles.jsonl")
            characters = sum(len(article.text) for article in articles)
            say(f"{len(articles)} articles, {characters:,} characters → {self.folder / 'articles.jsonl'}")
        return articles

    def _label(self, articles: Sequence[Document]) -> list[Document]:
        from annotate.rules import predict
        from extract.batch import label

        with self._step("pre-label by rules", f"{len(articles)} articles") as say:
            labelled = list(label(articles, predict))
            write_documents(labelled, self.folder / "prelabelled.jsonl")
            spans, figures = (sum(len(part) for part in parts) for parts in zip(*map(_parts, labelled), strict=True))
            say(f"{spans:,} spans, {figures} of them figures that are read → {self.folder / 'prelabelled.jsonl'}")
        return labelled

    @contextmanager
    def _studio(self) -> Iterator[object]:
        from annotate import studio
        from annotate.studio import server

        folder = self.work / "studio"
        with self._step("start Label Studio", f"{folder} (the first start takes most of a minute)") as say:
            found = server.status(folder)
            with self.console.status("Label Studio is starting …"):
                running = found or server.start(folder, server.free_port())
            say(f"{running.url}, process {running.pid}" + (", was running already" if found else ""))
        try:
            yield studio.connect(running.url, running.token)
        finally:
            if not found:
                server.stop(folder)
                self.console.print("        Label Studio is stopped again")

    def _push(self, client: object, labelled: Sequence[Document]) -> None:
        from annotate import studio

        with self._step("push tasks with predictions", f"{len(labelled)} pre-labelled articles") as say:
            report = studio.push(client, labelled, PROJECT, load_schema(), "rules")
            say(f"{report.created} new tasks, {report.known} known in project “{PROJECT}”")

    def _submit(self, client: object, articles: Sequence[Document]) -> None:
        from annotate import studio

        with self._step("submit the corrected labels as an annotator's", "seeds/labels.jsonl, figures.jsonl") as say:
            gold, misses = place_gold(articles)
            report = studio.submit(client, gold, PROJECT, load_schema())
            spans = sum(len(document.spans) for document in gold)
            say(f"{report.created} new annotations, {report.known} known; {spans:,} spans, {len(misses)} not placed")

    def _pull(self, client: object, articles: Sequence[Document]) -> list[Document]:
        from annotate import studio

        path = self.folder / "corrected.jsonl"
        with self._step("pull", f"project “{PROJECT}”") as say:
            report = studio.pull_to(client, PROJECT, load_schema(), path)
            corrected = list(read_documents(path))
            same = _spans(corrected) == _spans(place_gold(articles)[0])
            say(f"{report.documents} annotated articles → {path}; {report.aside} things set aside")
            if not same:
                raise InputError(f"{path}: differs from what was submitted; delete project “{PROJECT}” and run again")
            say("spans and labels are those that were submitted")
        return corrected

    def _dataset(self, corrected: Sequence[Document]) -> list[Document]:
        from train import corpus, split

        folder = self.folder / "dataset"
        with self._step("dataset", f"{len(corrected)} corrected articles, held out: {' '.join(HELD_OUT)}") as say:
            parts = split.split_by_source(corpus.one_each(corrected), HELD_OUT)
            corpus.save(corpus.build(parts, load_schema()), folder)
            say(", ".join(f"{len(part)} articles {name}" for name, part in parts.items()) + f" → {folder}")
            write_documents(parts["test"], self.folder / "gold.jsonl")
        return parts["test"]

    def _finetune(self) -> None:
        from train.config import load_config
        from train.finetune import finetune

        config = CONFIGS / "train" / "zhibiao.yaml"
        with self._step("fine-tune the shipped base", f"{self.folder / 'dataset'}, {_short(config)}") as say:
            finetune(load_config(config, self.overrides), self.folder / "dataset", self.folder / "model")
            say(f"checkpoint with model card → {self.folder / 'model'}")

    def _score(self, held_out: Sequence[Document]) -> list[System]:
        from evaluate.compare import compare, tables
        from evaluate.systems import label

        models = {"rules": "rules", "model": str(self.folder / "model")}
        with self._step("score rules and model", f"{len(held_out)} held-out articles") as say:
            systems = [label(name, model, held_out) for name, model in models.items()]
            for system in systems:
                write_documents(system.documents, self.folder / f"{system.name}.jsonl")
            scores = compare(held_out, systems)
            self.console.print(*tables(systems, scores))
            say("strict micro-F1: " + ", ".join(f"{name} {found.micro.f1:.3f}" for name, found in scores.items()))
        return systems

    def _extract(self) -> Document:
        from annotate.articles import harvest
        from extract.batch import extract_files, label, load_predictor, local

        article, out = ROOT / "docs" / "example.txt", self.folder / "extracted.jsonl"
        with self._step("extract a new article", _short(article)) as say:
            model = str(self.folder / "model")
            predictor = load_predictor(model)
            done = extract_files([str(article)], local(predictor), out, model=model).tally
            say(f"{done.entities} entities, {done.figures} figures → {out}")
            return next(iter(label(harvest([str(article)]), predictor)))

    def _report(self, held_out: Sequence[Document], systems: Sequence[System], article: Document) -> None:
        from evaluate.report import write_report

        path = self.folder / "report.html"
        with self._step("write the report", "scores, errors and the new article") as say:
            write_report(path, held_out, systems, article=article)
            say(f"open {path.resolve().as_uri()} in a browser")


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _parts(document: Document) -> tuple[Sequence[object], Sequence[object]]:
    return document.spans, document.figures


def _spans(documents: Sequence[Document]) -> dict[str, list[tuple[int, int, str]]]:
    return {document.id: [span.key() for span in document.spans] for document in documents}
