import logging
import sys
from pathlib import Path

import pytest
import torch

from train.device import choose_device, may_have_gpu


def machine(monkeypatch: pytest.MonkeyPatch, *, cuda: bool = False, xpu: bool = False, mps: bool = False) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "a card")
    monkeypatch.setattr(torch.xpu, "is_available", lambda: xpu)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)


@pytest.mark.parametrize(
    ("found", "name", "precision"),
    [({}, "cpu", "fp32"), ({"xpu": True}, "xpu", "bf16"), ({"mps": True}, "mps", "fp32")],
)
def test_the_device_that_is_there_is_taken_and_the_reason_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, found: dict[str, bool], name: str, precision: str
) -> None:
    machine(monkeypatch, **found)
    with caplog.at_level(logging.INFO):
        device = choose_device()
    assert (device.name, device.precision) == (name, precision)
    assert f"computing on {name} in {precision}: {device.reason}" in caplog.text


@pytest.mark.parametrize(("bf16", "precision"), [(True, "bf16"), (False, "fp16")])
@pytest.mark.parametrize(("hip", "maker"), [(None, "CUDA"), ("7.0", "ROCm 7.0")])
def test_a_card_of_either_maker_computes_in_what_it_can(
    monkeypatch: pytest.MonkeyPatch, bf16: bool, precision: str, hip: str | None, maker: str
) -> None:
    machine(monkeypatch, cuda=True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: bf16)
    monkeypatch.setattr(torch.version, "hip", hip)
    device = choose_device()
    assert (device.name, device.precision) == ("cuda", precision)
    assert maker in device.reason


def test_a_run_may_ask_for_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, cuda=True)
    assert choose_device(use_cpu=True).name == "cpu"


def test_drivers_tell_without_torch_whether_there_may_be_a_gpu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    driver = tmp_path / "driver"
    monkeypatch.setattr("train.device.DRIVERS", (str(tmp_path / "none"), str(driver)))
    monkeypatch.setattr(sys, "platform", "linux")
    assert not may_have_gpu()
    driver.touch()
    assert may_have_gpu()


def test_only_linux_shows_its_drivers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("train.device.DRIVERS", ())
    monkeypatch.setattr(sys, "platform", "darwin")
    assert may_have_gpu()
