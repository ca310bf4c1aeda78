"""The front door: one command tree that opens the rooms lazily, so that help answers at once."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

sys.path.insert(0, str(Path(__file__).resolve().parent))

import typer

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

app = typer.Typer(
    name="zhibiao",
    help="指标 · annotate, train, extract, evaluate: entities and figures of Chinese industrial and economic news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
studio_app = typer.Typer(help="Run Label Studio on this machine, loopback only.", no_args_is_help=True)
app.add_typer(studio_app, name="studio")

Inputs = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")]
Documents = Annotated[Path, typer.Argument(help="Documents as JSON lines.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="File to write, whole or not at all.")]
Model = Annotated[str, typer.Option("--model", "-m", help="`rules`, or a checkpoint's folder.")]
StudioFolder = Annotated[Path, typer.Option("--folder", help="Where Label Studio keeps its data and its token.")]
Project = Annotated[str, typer.Option("--project", help="The Label Studio project's title.")]
Url = Annotated[
    str | None,
    typer.Option("--url", help="Another Label Studio; its token comes from the variable LABEL_STUDIO_API_KEY."),
]
Overrides = Annotated[list[str] | None, typer.Argument(help="Overrides of the configuration: key=value.")]

STUDIO = Path("work/studio")


class Format(StrEnum):
    """How extraction is written."""

    jsonl = "jsonl"
    parquet = "parquet"


@app.command()
def harvest(inputs: Inputs, out: Out = Path("work/articles.jsonl")) -> None:
    """Raw files of any kind → articles: clean text that knows its raw offsets."""
    from annotate import articles
    from annotate.records import write_documents

    typer.echo(f"{write_documents(articles.harvest(inputs), out)} articles → {out}")


@app.command()
def prelabel(documents: Documents, out: Out = Path("work/prelabelled.jsonl"), model: Model = "rules") -> None:
    """Articles → articles with proposed spans, their figures read and linked."""
    from annotate.records import read_documents, write_documents
    from extract.batch import label, load_predictor

    count = write_documents(label(read_documents(documents), load_predictor(model)), out)
    typer.echo(f"{count} articles pre-labelled by {model} → {out}")


@studio_app.command()
def start(folder: StudioFolder = STUDIO, port: Annotated[int, typer.Option(help="TCP port.")] = 8080) -> None:
    """Start Label Studio on 127.0.0.1 and wait until it answers."""
    from annotate.studio import server

    typer.echo(f"starting Label Studio in {folder} (the first time takes about a minute) …")
    running = server.start(folder, port)
    typer.echo(f"{running.url} is up; user and password are in {folder / server.CREDENTIALS}")


@studio_app.command()
def stop(folder: StudioFolder = STUDIO) -> None:
    """Stop the Label Studio that `studio start` started."""
    from annotate.studio import server

    typer.echo("stopped" if server.stop(folder) else "was not running")


@studio_app.command()
def status(folder: StudioFolder = STUDIO) -> None:
    """Tell whether Label Studio runs, and where."""
    from annotate.studio import server

    running = server.status(folder)
    typer.echo(f"running at {running.url}" if running else "not running; start it with `zhibiao studio start`")


@app.command()
def figures(
    texts: Annotated[list[str], typer.Argument(help="Sentences to read.")],
    published: Annotated[str | None, typer.Option(help="Publication date, YYYY-MM-DD.")] = None,
) -> None:
    """Print the reading of every figure in a text as a table."""
    from evaluate.tables import figures_table

    _print(figures_table(texts, published))


@app.command()
def rules(documents: Documents) -> None:
    """What every rule votes for, and how often it is right where the documents' spans are corrected ones."""
    from annotate.coverage import coverage
    from annotate.records import read_documents
    from evaluate.tables import coverage_table

    _print(coverage_table(coverage(list(read_documents(documents)))))


@app.command()
def push(documents: Documents, project: Project = "zhibiao", url: Url = None, folder: StudioFolder = STUDIO) -> None:
    """Pre-labelled articles → tasks with predictions in Label Studio; repeating it duplicates nothing."""
    from annotate import studio
    from annotate.records import read_documents
    from annotate.schema import load_schema

    report = studio.push(_client(url, folder), read_documents(documents), project, load_schema(), _version(documents))
    typer.echo(f"{report.created} new tasks, {report.known} known, {report.refreshed} with new predictions")
    for problem in report.aside:
        typer.echo(f"set aside: {problem.doc_id}: {problem.reason}", err=True)
    if report.refused:
        typer.echo(f"refused, as their text changed since they were pushed: {', '.join(report.refused)}", err=True)
        raise typer.Exit(3)


@app.command()
def pull(
    out: Out = Path("work/corrected.jsonl"),
    project: Project = "zhibiao",
    url: Url = None,
    folder: StudioFolder = STUDIO,
) -> None:
    """Annotations in Label Studio → corrected documents; what cannot be used goes to quarantine.jsonl."""
    from annotate import studio
    from annotate.schema import load_schema

    report = studio.pull_to(_client(url, folder), project, load_schema(), out)
    typer.echo(f"{report.documents} annotated articles → {out}; {report.aside} things set aside")


@app.command()
def dataset(
    documents: Documents,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write.")] = Path("work/dataset"),
    test: Annotated[
        list[str] | None, typer.Option(help="Hold out the articles of the sources that match, e.g. '002*'.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the split.")] = 0,
) -> None:
    """Corrected documents → a Hugging Face dataset, split by article without leakage."""
    from annotate.records import read_documents
    from annotate.schema import load_schema
    from train import corpus, split

    corrected = corpus.one_each(read_documents(documents))
    parts = split.split_by_source(corrected, test, seed) if test else split.split(corrected, seed)
    corpus.save(corpus.build(parts, load_schema()), out)
    typer.echo(f"{', '.join(f'{len(part)} {name}' for name, part in parts.items())} articles → {out}")


@app.command()
def finetune(
    config: Annotated[Path, typer.Argument(help="A run, as those in configs/train/.")],
    overrides: Overrides = None,
    data: Annotated[Path, typer.Option(help="The dataset's folder.")] = Path("work/dataset"),
    out: Annotated[Path, typer.Option("--out", "-o", help="The checkpoint's folder.")] = Path("work/model"),
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
) -> None:
    """Dataset → checkpoint: a plain Hugging Face folder with its card."""
    from train.config import load_config
    from train.finetune import finetune

    scores = finetune(load_config(config, overrides or ()), data, out, resume=resume)
    for part, found in scores.items():
        typer.echo(f"{part}: " + ", ".join(f"{metric} {value:.3f}" for metric, value in found.items()))
    typer.echo(f"checkpoint → {out}")


@app.command()
def extract(
    inputs: Inputs,
    out: Out = Path("work/extracted.jsonl"),
    model: Model = "rules",
    form: Annotated[Format, typer.Option("--format", help="parquet: a folder of three tables.")] = Format.jsonl,
) -> None:
    """New articles → entities and linked figures, one JSON object an article."""
    from extract.batch import extract_files, load_predictor

    report = extract_files(inputs, load_predictor(model), out, parquet=form is Format.parquet)
    typer.echo(f"{report.articles} articles, {report.entities} entities, {report.figures} figures → {report.out}")
    if report.failed:
        typer.echo(f"{len(report.failed)} failed; the reasons are in {out.parent / 'failed.jsonl'}", err=True)
        raise typer.Exit(3)


@app.command()
def score(
    gold: Documents,
    predicted: Annotated[list[Path], typer.Argument(help="Documents of one or more systems.")],
) -> None:
    """Predicted against corrected documents: strict scores per label with intervals, side by side."""
    from annotate.records import read_documents
    from evaluate.compare import compare, label_table, system_table

    results = compare(list(read_documents(gold)), {path.stem: read_documents(path) for path in predicted})
    _print(system_table(results))
    _print(label_table(results))


@app.command()
def report(
    gold: Documents,
    predicted: Annotated[list[Path], typer.Argument(help="Documents of one or more systems.")],
    out: Out = Path("work/report.html"),
) -> None:
    """The same scores as one self-contained HTML page with coloured text and an error browser."""
    from annotate.records import read_documents
    from evaluate.report import write_report

    write_report(out, list(read_documents(gold)), {path.stem: read_documents(path) for path in predicted})
    typer.echo(f"report → {out}")


@app.command()
def demo(
    work: Annotated[Path, typer.Option(help="Folder for all that the demo writes.")] = Path("work"),
    overrides: Overrides = None,
) -> None:
    """Run the whole way on the five seeds: harvest, rules, Label Studio, training, scores, extraction, report."""
    from evaluate.demo import Demo

    Demo(work, tuple(overrides or ())).run()


def _client(url: str | None, folder: Path) -> LabelStudio:
    from annotate import studio
    from annotate.records import InputError
    from annotate.studio import server

    if url:
        token = os.environ.get("LABEL_STUDIO_API_KEY")
        if not token:
            raise InputError(f"{url}: put its token into the variable LABEL_STUDIO_API_KEY")
        return studio.connect(url, token)
    running = server.status(folder)
    if running is None:
        raise InputError(f"{folder}: no Label Studio runs there; start it with `zhibiao studio start`, or give --url")
    return studio.connect(running.url, running.token)


def _version(documents: Path) -> str:
    """Name predictions by what they are: the file's name and its content."""
    return f"{documents.stem}-{hashlib.sha256(documents.read_bytes()).hexdigest()[:8]}"


def _print(renderable: object) -> None:
    from rich.console import Console

    Console(highlight=False).print(renderable)


def main() -> None:
    """Run the command line; input that cannot be used ends in one line and exit code 2."""
    logging.basicConfig(format="%(message)s")
    logging.getLogger("train").setLevel(logging.INFO)
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from annotate.records import InputError

        if not isinstance(error, InputError):
            raise
        print(f"zhibiao: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
