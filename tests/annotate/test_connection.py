import pytest

from annotate import studio
from annotate.records import InputError
from annotate.studio.server import Server, free_port


@pytest.mark.studio
def test_a_wrong_token_is_told_and_not_shown(running: Server) -> None:
    wrong = "f" * 40
    with pytest.raises(InputError, match="refuses the token") as caught:
        studio.connect(running.url, wrong)
    assert wrong not in str(caught.value)


def test_an_unreachable_label_studio_is_told() -> None:
    with pytest.raises(InputError, match=r"can't be reached") as caught:
        studio.connect(f"http://user:secret@127.0.0.1:{free_port()}", "f" * 40)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "", "http://host:port", "ftp://x"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(InputError, match="must look like"):
        studio.connect(url, "f" * 40)
