"""Find a browser and an nginx for the tests, or install them; prints the path of the browser:
python -m tests.support.set_up_browser."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support import nginx

NAMES = (
    # The same engine without windows of its own: a page takes two thirds of the processor's time.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    *(
        str(Path(os.environ.get(root, ""), program))
        for root in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        for program in (
            "Google/Chrome/Application/chrome.exe",
            "Microsoft/Edge/Application/msedge.exe",
        )
    ),
)


def installed() -> str | None:
    """Return a browser of this machine, or else the one that Playwright has fetched."""
    for name in (*NAMES, *PLACES):
        if (found := shutil.which(name)) and starts(found):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def starts(program: str) -> bool:
    """Say whether a browser is more than Ubuntu's note that it is now a snap.

    On Windows, where there is no such note, asking for the version would open a window.
    """
    return os.name == "nt" or answer([program, "--version"]) != ""


def has_chinese_letters() -> bool:
    """Say whether this machine's fonts can show Chinese, as far as fontconfig knows."""
    return shutil.which("fc-list") is None or answer(["fc-list", ":lang=zh-cn"]) != ""


def answer(command: list[str]) -> str:
    """Return what a program prints, nothing when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def can_install_packages() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(*names: str) -> bool:
    """Install packages of Debian's, showing what apt-get says; say whether it succeeded."""
    get = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    return ran([*get, "update"]) and ran([*get, "install", "-y", "--no-install-recommends", *names])


def ran(command: list[str]) -> bool:
    """Run a command without questions, its output on stderr; say whether it succeeded."""
    print("$", *command, file=sys.stderr, flush=True)
    return (
        subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            check=False,
        ).returncode
        == 0
    )


def set_up() -> str | None:
    """Return a browser, installing Debian's or else Playwright's own when there is none."""
    if installed() is None:
        if can_install_packages() and not install_packages("chromium-headless-shell"):
            install_packages("chromium")  # older systems have no package of the shell
        if installed() is None:
            ran([sys.executable, "-m", "playwright", "install", "chromium"])
    if can_install_packages() and not has_chinese_letters():
        install_packages("fonts-noto-cjk")
    return installed()


def set_up_nginx() -> None:
    """Install nginx where there is none, without starting it; without it its test is skipped."""
    if nginx.installed() is None and can_install_packages():
        os.environ["RUNLEVEL"] = "1"  # Debian's scripts start no service then
        install_packages("nginx-light") or install_packages("nginx")


def main() -> int:
    """Print the path of the browser, or say what to install and return 1."""
    found = set_up()
    set_up_nginx()
    if found is None:
        print(
            "The browser tests need Chrome, Chromium or Edge, and none could be installed here.\n"
            "Install one - on Debian or Ubuntu: apt-get install chromium fonts-noto-cjk,\n"
            "elsewhere: .venv/bin/python -m playwright install --with-deps chromium -\n"
            "and run make test again.",
            file=sys.stderr,
        )
        return 1
    print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
