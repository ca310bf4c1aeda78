import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate import studio
from annotate.alignment import AlignedText
from annotate.records import Document, InputError, Span
from annotate.studio import PushReport, server
from annotate.studio.database import open_database
from annotate.studio.server import Server, free_port
from tests.annotate.arbitrary import SCHEMA

DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
INITDB = shutil.which("initdb", path=os.pathsep.join([os.environ.get("PATH", ""), *map(str, DEBIAN)]))
SECRET = "p@ss/w:rd#%指标"
ARTICLES = [
    Document(
        f"{number:016x}",
        AlignedText.identity("广汽埃安总投资2.7亿元"),
        (Span(0, 4, "COMPANY", 0.8, "company"), Span(7, 12, "MONEY", 0.9, "figures")),
        meta={"source": f"{number}.txt"},
    )
    for number in range(3)
]


def postgres_tool(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL as somebody whom it lets; it refuses root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*user, str(Path(str(INITDB)).parent / name), *arguments]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)


@pytest.fixture
def cluster() -> Iterator[str]:
    """The address of a throw-away PostgreSQL on a free port of the loopback."""
    if INITDB is None:
        pytest.skip("no PostgreSQL: apt-get install postgresql")
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        (folder / "password").write_text(SECRET, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (folder, folder / "password"):
                shutil.chown(path, "postgres")
        data = str(folder / "data")
        who = ["--username=editor", f"--pwfile={folder / 'password'}", "--auth=scram-sha-256"]
        postgres_tool("initdb", "--pgdata", data, "--encoding=UTF8", "--no-sync", *who)
        settings = f"-F -p {port} -k {folder} -c listen_addresses={server.HOST}"
        postgres_tool(
            "pg_ctl", "start", "--wait", "--pgdata", data, "--log", str(folder / "log"), "--options", settings
        )
        try:
            yield f"postgresql://editor:{quote(SECRET, safe='')}@{server.HOST}:{port}/postgres"
        finally:
            postgres_tool("pg_ctl", "stop", "--mode=immediate", "--pgdata", data)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "studio"
    yield folder
    server.stop(folder)


def pulled(running: Server) -> list[Document]:
    documents = list(studio.pull(studio.connect(running.url, running.token), "team", SCHEMA, lambda problem: None))
    bare = [replace(d, meta={k: v for k, v in d.meta.items() if k != "annotation"}) for d in documents]
    return sorted(bare, key=lambda document: document.id)


@pytest.mark.slow
@pytest.mark.studio
def test_a_team_works_on_postgresql(cluster: str, team: Path, tmp_path: Path) -> None:
    pytest.importorskip("label_studio", reason="the extra `studio` is not installed")
    running = server.start(team, free_port(), cluster)
    client = studio.connect(running.url, running.token)
    assert studio.push(client, ARTICLES, "team", SCHEMA, "v1") == PushReport(created=3)
    assert studio.push(client, ARTICLES, "team", SCHEMA, "v1") == PushReport(known=3)
    assert studio.push(client, ARTICLES, "team", SCHEMA, "v2") == PushReport(known=3, refreshed=3)
    assert studio.push(client, ARTICLES, "team", SCHEMA, "v2") == PushReport(known=3)
    assert studio.push(client, ARTICLES, "team", SCHEMA, "v1") == PushReport(known=3)
    assert studio.submit(client, ARTICLES, "team", SCHEMA) == PushReport(created=3)
    assert studio.submit(client, ARTICLES, "team", SCHEMA) == PushReport(known=3)
    assert pulled(running) == ARTICLES
    assert_hidden(running, team)
    with pytest.raises(InputError, match=r"keeps its work in .*/postgres, not in its own SQLite file"):
        server.start(team)
    with pytest.raises(InputError, match="is the Label Studio of another folder"):
        server.start(tmp_path / "other", free_port(), cluster)
    assert server.stop(team)
    assert pulled(server.start(team, free_port(), cluster)) == ARTICLES
    assert not (team / "label_studio.sqlite3").exists()


def assert_hidden(running: Server, folder: Path) -> None:
    """Hold that the database's password is in no file of the data folder and in no command line."""
    said = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    said += [Path(f"/proc/{running.pid}/cmdline").read_bytes(), repr(running).encode()]
    for form in (SECRET, quote(SECRET, safe=""), SECRET.encode("unicode_escape").decode()):
        assert form.encode() not in b"\n".join(said)


def test_a_password_comes_in_the_address_or_the_environment(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_database(cluster).environment()["POSTGRE_PASSWORD"] == SECRET
    monkeypatch.setenv("PGPASSWORD", SECRET)
    bare = cluster.replace(f":{quote(SECRET, safe='')}@", "@")
    assert open_database(bare) == open_database(cluster)


def test_a_wrong_password_or_database_is_told_without_the_password(cluster: str) -> None:
    assert SECRET not in repr(open_database(cluster))
    for wrong in (cluster.replace("@", "9@"), cluster + "2"):
        with pytest.raises(InputError, match=f"^{server.HOST}:.*(authentication failed|does not exist)") as caught:
            open_database(wrong)
        assert "\n" not in str(caught.value)
        assert quote(SECRET, safe="") not in str(caught.value)
        assert SECRET not in str(caught.value)


@given(st.text(alphabet="sécr3t:@/?#%&= []").map("s3{}cret".format))
def test_an_address_that_is_none_is_told_without_the_password(password: str) -> None:
    for url in (f"mysql://u:{password}@h/d", f"postgresql://u:{password}@h", f"postgresql://u:{password}@h/d/e"):
        with pytest.raises(InputError, match=r"must look like postgresql://") as caught:
            open_database(url)
        assert password not in str(caught.value)


def test_an_unreachable_database_is_one_line_and_exit_2(tmp_path: Path) -> None:
    url = f"postgresql://editor:s3cret@{server.HOST}:{free_port()}/team"
    front_door = [sys.executable, "-m", "zhibiao", "studio", "start", "--folder", str(tmp_path / "studio")]
    done = subprocess.run([*front_door, "--postgres", url], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "PostgreSQL can't be used" in line
    assert "s3cret" not in done.stdout + done.stderr
    assert not (tmp_path / "studio").exists()
