"""A real browser for the tests, and what it did: what it printed, what it asked a network for."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--lang=zh-CN",
)


def programs() -> tuple[str, str] | None:
    """The browser and its driver, where both are installed."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


def needed() -> bool:
    """Whether a machine without a browser is a fault: in continuous integration it is."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@contextmanager
def opened(profile: Path, size: tuple[int, int] = (1400, 1000)) -> Iterator[WebDriver]:
    """A browser with a window of this size, which keeps a record of what it does."""
    from selenium import webdriver  # noqa: PLC0415 - only where there is a browser
    from selenium.webdriver.chrome.service import Service  # noqa: PLC0415

    found = programs()
    assert found is not None
    options = webdriver.ChromeOptions()
    options.binary_location = found[0]
    for flag in (*_FLAGS, f"--user-data-dir={profile}", f"--window-size={size[0]},{size[1]}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(found[1]))
    try:
        driver.set_script_timeout(60)
        yield driver
    finally:
        driver.quit()


def said(driver: WebDriver) -> list[str]:
    """What the browser printed since the last time: errors of scripts, refusals of the policy."""
    return [entry["message"] for entry in driver.get_log("browser")]


def asked_for(driver: WebDriver) -> set[str]:
    """The addresses that the pages asked a network or the disk for since the last time; what the policy refused never left."""
    messages: list[dict[str, Any]] = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    told = [(message["method"], message["params"]) for message in messages]
    refused = {
        said["requestId"] for method, said in told if method == "Network.loadingFailed" and said.get("blockedReason") == "csp"
    }
    return {
        said["request"]["url"].partition("#")[0]
        for method, said in told
        if method == "Network.requestWillBeSent" and said["requestId"] not in refused
    }
