"""What the front door offers of this room: corrected documents to a dataset to a checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotate.commands import Documents

app = typer.Typer()

Overrides = Annotated[list[str] | None, typer.Argument(help="Overrides of the configuration: key=value.")]


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
