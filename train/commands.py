"""What the front door offers of this room: corrected documents to a dataset to a checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotate.commands import Documents, Out
from annotate.schema import CONFIGS

app = typer.Typer()

ZHIBIAO = CONFIGS / "train" / "zhibiao.yaml"

Overrides = Annotated[list[str] | None, typer.Argument(help="Overrides of the configuration: key=value.")]
Silver = Annotated[
    list[str] | None, typer.Option(help="More training documents and the weight of their labels: FILE=0.3.")
]


@app.command()
def silver(
    corpora: Annotated[list[Path], typer.Argument(help="Plain text or .xz, a blank line between articles.")],
    out: Out = Path("work/silver.jsonl"),
    others: Annotated[float, typer.Option(min=0, max=1, help="Share of articles of other genres to take too.")] = 0.0,
) -> None:
    """Corpora → articles of our genre with silver labels, those of the rules."""
    from annotate.records import write_documents
    from train import silver

    typer.echo(f"{write_documents(silver.silver(corpora, others), out)} articles → {out}")


@app.command()
def public(
    name: Annotated[str, typer.Argument(help="cluener, fewfc, cfsc or time.")],
    files: Annotated[list[Path], typer.Argument(help="Files of the set, as it is published.")],
    out: Out = Path("work/public.jsonl"),
) -> None:
    """A public set → documents under our labels; configs/public.yaml says which of its labels are ours."""
    from annotate.records import write_documents
    from train.public import read_translated

    count = write_documents((document for file in files for document in read_translated(name, file)), out)
    typer.echo(f"{count} texts → {out}")


@app.command()
def dataset(
    documents: Documents,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write.")] = Path("work/dataset"),
    test: Annotated[
        list[str] | None, typer.Option(help="Hold out the articles of the sources that match, e.g. '002*'.")
    ] = None,
    untested: Annotated[
        bool, typer.Option("--untested", help="Hold no test out: for a model that is shipped.")
    ] = False,
    silver: Silver = None,
    seed: Annotated[int, typer.Option(help="Of the split.")] = 0,
) -> None:
    """Corrected documents → a Hugging Face dataset, split by article without leakage."""
    from annotate.records import InputError, read_documents
    from annotate.schema import load_schema
    from train import corpus, split

    corrected = corpus.one_each(read_documents(documents))
    if test and untested:
        raise InputError("--untested: contradicts --test; give one of them")
    shares = split.UNTESTED if untested else split.SHARES
    parts = split.split_by_source(corrected, test, seed) if test else split.split(corrected, seed, shares)
    held_out = [document for name, part in parts.items() if name != "train" for document in part]
    parts["train"] += split.unseen(corpus.read_silver(silver or ()), held_out)
    corpus.save(corpus.build(parts, load_schema()), out)
    typer.echo(f"{', '.join(f'{len(part)} {name}' for name, part in parts.items())} articles → {out}")


@app.command()
def pretrain(
    config: Annotated[Path, typer.Argument(help="A run, as configs/pretrain/small.yaml.")],
    articles: Annotated[list[Path], typer.Option("--articles", "-a", help="Labelled articles, as silver writes them.")],
    overrides: Overrides = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="The base's folder.")] = Path("work/base"),
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the last checkpoint.")] = False,
) -> None:
    """Articles → a base: an encoder that has read them, to fine-tune from with model.base=FOLDER."""
    from train.config import load_pretrain_config
    from train.pretrain import pretrain

    scores = pretrain(load_pretrain_config(config, overrides or ()), articles, out, resume=resume)
    if scores:
        right = ", ".join(f"{value:.3f} of the {name}" for name, value in scores.items())
        typer.echo(f"held out: {right} right; base → {out}")


@app.command()
def finetune(
    config: Annotated[
        Path, typer.Argument(help="A run, as those in configs/train/.", show_default="configs/train/zhibiao.yaml")
    ] = ZHIBIAO,
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
    if scores:
        typer.echo(f"checkpoint → {out}")
