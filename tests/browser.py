"""A headless Chromium for the tests that look at pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
FLAGS = (
    "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update "
    "disable-sync disable-dev-shm-usage hide-scrollbars"
)

needs_chromium = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no browser: apt-get install chromium chromium-driver fonts-noto-cjk"
)


@contextmanager
def open_browser(width: int, height: int) -> Iterator[Chrome]:
    """Open a page of this size in CSS pixels; it is closed when the block ends."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS.split(), f"window-size={width},{height}"):
        options.add_argument(f"--{flag}")
    page = webdriver.Chrome(options, webdriver.ChromeService(str(DRIVER)))
    try:
        yield page
    finally:
        page.quit()
