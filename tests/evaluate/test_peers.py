from importlib import import_module

import pytest

from evaluate.benchmarks import peers


def test_a_peer_that_is_not_installed_is_named_and_the_others_are_timed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readers = {
        peers.OURS: (lambda: len, 100),
        "installed": (lambda: sorted, 10),
        "absent": (lambda: import_module("no_such_peer").read, 10),
    }
    monkeypatch.setattr(peers, "READERS", readers)
    peers.main()
    absent, ours, installed = capsys.readouterr().out.splitlines()
    assert absent.startswith("absent: not here")
    assert "no_such_peer" in absent
    assert ours.endswith("1.0000 of ours")
    assert installed.startswith("installed: ")
