import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = (ROOT / "compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(WRITTEN)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_pinned_healthy_and_comes_back(service: str) -> None:
    settings = SERVICES[service]
    assert re.fullmatch(r"[\w/-]+:\d+\.\d+(\.\d+)?", settings["image"])
    assert settings["healthcheck"]["test"][0] == "CMD"
    assert settings["restart"] == "unless-stopped"


def test_label_studio_is_the_one_that_the_tests_run() -> None:
    version = SERVICES["label-studio"]["image"].rsplit(":", 1)[1]
    assert f'"label-studio=={version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_backends_image_is_pinned() -> None:
    [base] = re.findall(r"^FROM (\S+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", base)


def test_work_survives_in_volumes_that_are_declared() -> None:
    named = {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"] if volume[0] != "."}
    assert named == set(COMPOSE["volumes"]) == {"database", "media", "learned"}


def test_only_the_loopback_is_published() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8080:8080"]


def test_secrets_come_from_an_env_file_that_git_ignores_and_have_no_default() -> None:
    asked = dict(re.findall(r"\$\{(\w+)(:[?-][^}]*)\}", WRITTEN))
    assert asked.keys() == EXAMPLE.keys()
    for name, fallback in asked.items():
        if name not in ("ZHIBIAO_MODEL", "ZHIBIAO_PROJECT"):
            assert fallback.startswith(":?")
            assert EXAMPLE[name] == ""
    literal = [line for line in WRITTEN.splitlines() if re.search(r"^\s+\w*(PASSWORD|TOKEN|SECRET)\w*: (?!\$)", line)]
    assert literal == ['      LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN: "true"']
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_both_ends_name_the_same_database() -> None:
    there, here = SERVICES["postgres"]["environment"], SERVICES["label-studio"]["environment"]
    for theirs, ours in (("DB", "NAME"), ("USER", "USER"), ("PASSWORD", "PASSWORD")):
        assert there[f"POSTGRES_{theirs}"] == here[f"POSTGRE_{ours}"]
