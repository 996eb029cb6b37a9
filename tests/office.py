"""A real LibreOffice, which must open what we write."""

import shutil
import subprocess
from pathlib import Path

PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice",)


class Missing(RuntimeError):
    """LibreOffice is not there. That is a failure: a test that did not run has not passed."""


def as_pdf(file: Path) -> Path:
    """The file as LibreOffice shows it, page by page."""
    office = shutil.which("soffice") or next((place for place in PLACES if Path(place).exists()), None)
    if office is None:
        raise Missing("LibreOffice is not installed (Debian: apt-get install libreoffice-impress-nogui)")
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return file.with_suffix(".pdf")
