"""What the front door offers of this room: articles to entities and figures, by rules or a model."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from annotate.commands import Documents, Inputs, Out

app = typer.Typer()

Model = Annotated[str, typer.Option("--model", "-m", help="`rules`, a checkpoint's FOLDER, or FOLDER+rules.")]


class Format(StrEnum):
    """How extraction is written."""

    jsonl = "jsonl"
    parquet = "parquet"


class EngineName(StrEnum):
    """What carries out an extraction."""

    local = "local"
    ray = "ray"


@app.command()
def prelabel(documents: Documents, out: Out = Path("work/prelabelled.jsonl"), model: Model = "rules") -> None:
    """Articles → articles with proposed spans, their figures read and linked."""
    from annotate.records import read_documents, write_documents
    from extract.batch import label, load_predictor

    count = write_documents(label(read_documents(documents), load_predictor(model)), out)
    typer.echo(f"{count} articles pre-labelled by {model} → {out}")


@app.command()
def rank(
    documents: Documents,
    out: Out = Path("work/ranked.jsonl"),
    model: Model = "models/zhibiao",
    labelled: Annotated[Path | None, typer.Option(help="Documents that are labelled already, as pulled.")] = None,
) -> None:
    """Pre-labelled articles → those not labelled yet, the one to label next first; push keeps the order."""
    from annotate import ranking, rules
    from annotate.records import InputError, read_documents, write_documents
    from extract.batch import load_predictor

    done = {document.id: document for document in read_documents(labelled)} if labelled else {}
    left = [document for document in read_documents(documents) if document.id not in done]
    if not left:
        raise InputError(f"{documents}: every article in it is labelled; harvest others")
    texts = [document.text for document in left]
    ranked = ranking.rank(left, load_predictor(model)(texts), rules.predict(texts), done.values())
    typer.echo(f"{write_documents(ranked, out)} articles ranked by {model}, {len(done)} labelled → {out}")


@app.command()
def extract(
    inputs: Inputs,
    out: Out = Path("work/extracted.jsonl"),
    model: Model = "models/zhibiao+rules",
    form: Annotated[Format, typer.Option("--format", help="parquet: a folder of three tables.")] = Format.jsonl,
    by: Annotated[EngineName, typer.Option("--engine", help="ray: workers here or on a cluster.")] = EngineName.local,
    workers: Annotated[int | None, typer.Option(min=1, help="By default one a core that it is worth.")] = None,
    gpus: Annotated[float, typer.Option(min=0, help="Share of a GPU that a worker of ray holds.")] = 0.0,
    ray_address: Annotated[str | None, typer.Option(help="A running cluster: HOST:PORT or auto.")] = None,
) -> None:
    """New articles → entities and linked figures, one JSON object an article."""
    from annotate.records import InputError
    from extract.batch import FAILED, extract_files

    if by is EngineName.ray:
        from extract.cluster import ray_cluster

        engine = ray_cluster(model, workers=workers, gpus=gpus, address=ray_address)
    elif gpus or ray_address:
        raise InputError("--gpus and --ray-address are for workers of Ray; add --engine ray")
    else:
        from extract.processes import on_this_machine

        engine = on_this_machine(model, workers)
    report = extract_files(inputs, engine, out, model=model, parquet=form is Format.parquet)
    done = report.tally
    if not report.finished:
        again = "the same command with the same text piped in" if "-" in inputs else "the same command"
        typer.echo(f"stopped after {done.articles} articles; {again} goes on from there", err=True)
        raise typer.Exit(130)
    typer.echo(f"{done.articles} articles, {done.entities} entities, {done.figures} figures → {out}")
    if done.failed:
        typer.echo(f"{done.failed} failed; the reasons are in {out.with_name(FAILED)}", err=True)
        raise typer.Exit(3)
