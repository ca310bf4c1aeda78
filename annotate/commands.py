"""What the front door offers of this room: raw articles in, Label Studio there and back."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio

app = typer.Typer()
studio_app = typer.Typer(help="Run Label Studio on this machine, loopback only.", no_args_is_help=True)
app.add_typer(studio_app, name="studio")

Inputs = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")]
Documents = Annotated[Path, typer.Argument(help="Documents as JSON lines.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="File to write, whole or not at all.")]
StudioFolder = Annotated[Path, typer.Option("--folder", help="Where Label Studio keeps its data and its token.")]
Project = Annotated[str, typer.Option("--project", help="The Label Studio project's title.")]
Url = Annotated[
    str | None,
    typer.Option("--url", help="Another Label Studio; its token comes from the variable LABEL_STUDIO_API_KEY."),
]

STUDIO = Path("work/studio")


@app.command()
def harvest(inputs: Inputs, out: Out = Path("work/articles.jsonl")) -> None:
    """Raw files of any kind → articles: clean text that knows its raw offsets."""
    from annotate import articles
    from annotate.records import write_documents

    typer.echo(f"{write_documents(articles.harvest(inputs), out)} articles → {out}")


@studio_app.command()
def start(
    folder: StudioFolder = STUDIO,
    port: Annotated[int, typer.Option(help="TCP port.")] = 8080,
    postgres: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Keep the work in PostgreSQL: postgresql://user@host:5432/name, with the password in PGPASSWORD "
            "(one in the URL is seen in the process list while this command runs).",
        ),
    ] = None,
) -> None:
    """Start Label Studio on 127.0.0.1 and wait until it answers."""
    from annotate.studio import server

    typer.echo(f"starting Label Studio in {folder} (the first time takes about a minute) …")
    running = server.start(folder, port, postgres)
    typer.echo(server.LOOPBACK_WARNING, err=True)
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
def push(
    documents: Documents,
    project: Project = "zhibiao",
    new_version: Annotated[bool, typer.Option("--new-version", help="Push changed texts again, as new tasks.")] = False,
    annotators: Annotated[int | None, typer.Option(min=1, help="How many are to label each article.")] = None,
    url: Url = None,
    folder: StudioFolder = STUDIO,
) -> None:
    """Pre-labelled articles → tasks with predictions in Label Studio; repeating it duplicates nothing."""
    from annotate import studio
    from annotate.schema import load_schema

    client, version = open_client(url, folder), _version(documents)
    report = studio.push_from(
        client, documents, project, load_schema(), version, new_versions=new_version, annotators=annotators
    )
    typer.echo(f"{report.created} new tasks, {report.known} known, {report.refreshed} with new predictions")
    if report.aside:
        typer.echo(f"{len(report.aside)} things set aside → {documents.with_suffix('.quarantine.jsonl')}", err=True)
    if report.refused:
        typer.echo(f"refused, as their text changed since they were pushed: {', '.join(report.refused)}", err=True)
        typer.echo("push them as new tasks with --new-version", err=True)
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

    report = studio.pull_to(open_client(url, folder), project, load_schema(), out)
    typer.echo(f"{report.documents} annotated articles → {out}; {report.fetched} fetched, {report.aside} set aside")


@app.command()
def adjudicate(
    documents: Documents,
    out: Out = Path("work/adjudicated.jsonl"),
    project: Project = "zhibiao adjudication",
    url: Url = None,
    folder: StudioFolder = STUDIO,
) -> None:
    """Passages on which annotators disagree → a project that asks who is right; what is decided is merged back."""
    from annotate import studio
    from annotate.adjudication import supersede
    from annotate.records import read_documents, write_documents
    from annotate.schema import load_schema

    corrected = list(read_documents(documents))
    done = studio.adjudicate(open_client(url, folder), corrected, project, load_schema())
    write_documents(supersede(corrected, done.merged), out)
    typer.echo(f"{done.passages} passages differ, {done.pushed} of them new in Label Studio, {done.decided} decided")
    typer.echo(f"{len(done.merged)} of {done.articles} articles by several annotators merged as ground truth → {out}")
    for problem in done.aside:
        typer.echo(f"set aside: {problem.doc_id}: {problem.reason}", err=True)


def open_client(url: str | None, folder: Path) -> LabelStudio:
    """Return a client of the Label Studio at the address, or of the one that runs on the folder."""
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
    """Name predictions by what they are: the file's name (Label Studio joins the names with commas) and content."""
    return f"{documents.stem.replace(',', '-')}-{hashlib.sha256(documents.read_bytes()).hexdigest()[:8]}"
