"""Make sure of the Debian packages that pip and npm cannot bring: `python3 scripts/system_packages.py run|test`

Runs before anything is installed, so it needs Python alone. As root it installs what is missing; for anybody else it
stops and names the command.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_font(file_name: str) -> bool:
    return any(next(Path(folder).expanduser().rglob(file_name), None) for folder in FONT_FOLDERS)


def missing_packages(purpose: str) -> list[str]:
    present = {
        f"python3.{sys.version_info.minor}-venv": find_spec("ensurepip") is not None,
        # WeasyPrint lays out text with these
        "libpango-1.0-0": has_library("libpango-1.0.so.0"),
        "libpangoft2-1.0-0": has_library("libpangoft2-1.0.so.0"),
        "libharfbuzz-subset0": has_library("libharfbuzz-subset.so.0"),
        # the county's languages: without them Chinese, Korean, Khmer and others print as boxes
        "fonts-noto-core": has_font("NotoSansKhmer-Regular.*"),
        "fonts-noto-cjk": has_font("NotoSansCJK-Regular.*"),
        "poppler-utils": bool(shutil.which("pdfsig") and shutil.which("pdftotext")),
    }
    if purpose == "test":
        present["chromium"] = shutil.which("chromium") is not None
        present["default-jre-headless"] = shutil.which("java") is not None  # for the HTML checker
    return [package for package, here in present.items() if not here]


def install(packages: list[str]) -> bool:
    """The lists of packages are fetched only where the installation does not succeed without."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--no-install-recommends", "-qq", *packages]
    print(f"Installing {' '.join(packages)}", flush=True)
    first = subprocess.run(command, env=environment, capture_output=True, check=False)
    if first.returncode == 0:
        return True
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


def main(purpose: str) -> int:
    missing = missing_packages(purpose)
    if not missing:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get") and install(missing):
        return 0
    command = f"sudo apt-get install -y {' '.join(missing)}"
    print(f"Missing system packages. Install them, then run this again: {command}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
