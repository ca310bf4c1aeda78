"""Opens the report in Chromium: `python -m tests.evaluate.picture REPORT.html PICTURE.png` takes its picture."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import open_browser

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

WIDTH, HEIGHT = 1200, 1600


def resize(browser: Chrome, width: int, height: int) -> None:
    """Make the page this many CSS pixels wide and high, as on a phone when it is narrow."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def take(report: Path, picture: Path) -> None:
    """Save the top of a report as a PNG of few colours, which keeps it small."""
    from PIL import Image

    with open_browser(WIDTH, HEIGHT) as page:
        resize(page, WIDTH, HEIGHT)
        page.get(report.resolve().as_uri())
        picture.parent.mkdir(parents=True, exist_ok=True)
        shot = Image.open(BytesIO(page.get_screenshot_as_png())).convert("RGB")
    shot.quantize(255, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
