"""What the front door offers of this room: readings, rules and scores as tables and pages, and the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from annotate.commands import STUDIO, Documents, Out, Project, StudioFolder, Url, open_client
from extract.commands import Model
from train.commands import ZHIBIAO, Overrides, Silver

app = typer.Typer()

Home = Annotated[Path, typer.Option("--home", help="Where the backend keeps its secrets and the models it accepted.")]
Config = Annotated[
    Path,
    typer.Option(
        "--config", help="How to train, as the runs in configs/train/.", show_default="configs/train/zhibiao.yaml"
    ),
]

Systems = Annotated[
    list[str],
    typer.Argument(help="What to score, as [NAME=]WHAT: a file of documents, `rules`, FOLDER or FOLDER+rules."),
]

HOME, CONFIG = Path("work/backend"), ZHIBIAO


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
def score(
    gold: Documents,
    systems: Systems,
) -> None:
    """Predicted against corrected documents: strict scores per label with intervals, side by side."""
    from annotate.records import read_documents
    from evaluate.compare import compare, tables
    from evaluate.systems import read_systems

    documents = list(read_documents(gold))
    compared = read_systems(documents, systems)
    for table in tables(compared, compare(documents, compared)):
        _print(table)
        typer.echo()


@app.command()
def report(
    gold: Documents,
    systems: Systems,
    out: Out = Path("work/report.html"),
) -> None:
    """The same scores as one self-contained HTML page with coloured text and an error browser."""
    from annotate.records import read_documents
    from evaluate.report import write_report
    from evaluate.systems import read_systems

    documents = list(read_documents(gold))
    write_report(out, documents, read_systems(documents, systems))
    typer.echo(f"report → {out}")


@app.command()
def table(
    extracted: Annotated[Path, typer.Argument(help="What `zhibiao extract` wrote: JSON lines or a Parquet folder.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A .csv, .xlsx or .html file to write.")] = None,
) -> None:
    """Extracted articles → their facts, one row a figure: printed, as a sheet, or as a page beside the text."""
    from evaluate.article import write_facts_page
    from evaluate.tables import facts_table
    from extract.extracted import read_extracted
    from extract.sheets import write_table
    from extract.table import facts as facts_of

    records = read_extracted(extracted)
    if out is None:
        for record in records:
            _print(facts_table(record))
    elif out.suffix == ".html":
        typer.echo(f"{write_facts_page(records, out)} articles with their facts → {out}")
    else:
        typer.echo(f"{write_table((fact for record in records for fact in facts_of(record)), out)} facts → {out}")


@app.command()
def agreement(
    annotated: Documents,
    systems: Annotated[list[Path] | None, typer.Argument(help="Documents of rules or models.")] = None,
    model: Annotated[list[str] | None, typer.Option("--model", "-m", help="`rules` or a model folder.")] = None,
    out: Out = Path("work/agreement.html"),
) -> None:
    """How far annotators agree with each other, rules and models: tables, and a page of what they differ about."""
    from annotate.records import read_documents
    from evaluate.agreement import compare_annotations, read_systems, tables
    from evaluate.agreement_page import write_agreement

    documents = list(read_documents(annotated))
    found = compare_annotations(documents, read_systems(documents, systems or (), model or ()))
    for table in tables(found):
        _print(table)
    write_agreement(out, found)
    typer.echo(f"agreement → {out}")


@app.command()
def calibrate(
    model: Annotated[Path, typer.Argument(help="A checkpoint's folder.")],
    gold: Annotated[Path, typer.Argument(help="Corrected documents that it was not trained on.")],
) -> None:
    """Learn how far rules and model can be trusted, so that `--model FOLDER+rules` settles them."""
    from annotate.records import read_documents
    from evaluate.calibration import calibrate as learn

    learn(model, list(read_documents(gold)))
    typer.echo(f"calibrated: use --model {model}+rules")


@app.command()
def export(
    model: Annotated[Path, typer.Argument(help="A checkpoint's folder.")],
    on: Annotated[Path, typer.Option(help="Corrected documents that it was not trained on.")],
) -> None:
    """Checkpoint → the same in int8, faster on a CPU and used there by itself; refused where it finds too much else."""
    from annotate.records import read_documents
    from evaluate.parity import export as write

    parity = write(model, list(read_documents(on)))
    typer.echo(
        f"exported: int8 agrees on {parity.agreement:.2%} of {parity.spans} spans, "
        f"F1 {parity.f1_fp32:.4f} → {parity.f1_int8:.4f}; --model {model} uses it"
    )


@app.command()
def crossval(
    config: Annotated[Path, typer.Argument(help="A run, as those in configs/train/.")],
    documents: Documents,
    overrides: Overrides = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the folds.")] = Path("work/crossval"),
    silver: Silver = None,
    against: Annotated[
        list[Path] | None, typer.Option(help="Predictions of another run, such as its model.jsonl.")
    ] = None,
) -> None:
    """Leave every file out once: rules, model and hybrid on what the model never saw; goes on if broken off."""
    from annotate.records import read_documents
    from evaluate.crossval import crossval as run
    from evaluate.crossval import differences, fold_table
    from train.config import load_config
    from train.corpus import read_silver

    others = {f"{path.parent.name}/{path.stem}": list(read_documents(path)) for path in against or ()}
    found = run(
        load_config(config, overrides or ()),
        list(read_documents(documents)),
        out,
        read_silver(silver or ()),
        lambda source: typer.echo(f"training without {source} …"),
    )
    _print(fold_table(found, others))
    for line in differences(found, others):
        typer.echo(line)


@app.command()
def serve(
    model: Model = "rules",
    project: Project = "zhibiao",
    url: Url = None,
    folder: StudioFolder = STUDIO,
    config: Config = CONFIG,
    home: Home = HOME,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="TCP port.")] = 9090,
    address: Annotated[str | None, typer.Option(help="How Label Studio reaches it, if not so.")] = None,
) -> None:
    """Serve rules or a model to a project of Label Studio: live predictions, proposals, and training on its word."""
    from annotate.records import InputError
    from annotate.studio.access import CREDENTIALS, load_access
    from annotate.studio.connecting import register
    from evaluate import serving
    from evaluate.retraining import newest_accepted

    newest = newest_accepted(home, model)
    served, listener, access = serving.load_model(newest), serving.listen(host, port), load_access(home)
    address = address or f"http://{host}:{port}"
    where = ["--project", project, "--folder", str(folder), *(["--url", url] if url else [])]
    how = ["--model", model, "--config", str(config), "--home", str(home)]
    learn = serving.learner(home, model, newest, ["retrain", *how, *where])

    def connect() -> None:
        typer.echo(f"{newest} is served at {address}; user and password are in {home / CREDENTIALS}")
        try:
            register(open_client(url, folder), project, address, access)
            typer.echo(f"project {project!r} is connected to it")
        except InputError as error:
            typer.echo(f"not connected: {error}", err=True)

    serving.serve(listener, served, access, learn, connect)


@app.command()
def retrain(
    model: Model = "rules",
    project: Project = "zhibiao",
    url: Url = None,
    folder: StudioFolder = STUDIO,
    config: Config = CONFIG,
    home: Home = HOME,
) -> None:
    """Train on what is annotated so far; `serve` takes the new model when it is not worse on held-out articles."""
    import signal

    from evaluate import retraining
    from train.config import load_config

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # `serve` ends: nothing half-made stays
    verdict = retraining.retrain(open_client(url, folder), project, load_config(config), home, model)
    scores = f"strict F1 {verdict.new:.3f} against {verdict.old:.3f} on {verdict.articles} held-out articles"
    typer.echo(f"{scores}: {'accepted' if verdict.accepted else 'rejected'} {verdict.model}")


@app.command()
def demo(
    work: Annotated[Path, typer.Option(help="Folder for all that the demo writes.")] = Path("work"),
    overrides: Overrides = None,
) -> None:
    """Run the whole way on the five seeds: harvest, rules, Label Studio, training, scores, extraction, report."""
    from evaluate.demo import Demo

    Demo(work, tuple(overrides or ())).run()


def _print(renderable: object) -> None:
    from rich.console import Console

    Console(highlight=False).print(renderable)
