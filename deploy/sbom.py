"""Write sbom.cdx.json, the bill of materials of the app in CycloneDX: `make sbom`.

Read from an environment that holds what is locked and nothing else; that of the tests holds more.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent


def project() -> str:
    """Return the app as a project of PEP 621: the root of the bill, and what it asks for itself."""
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    entries = {
        "name": "her2-gastric-board",
        "version": about["version"],
        "description": about["abstract"],
        "license": about["license"],
        "dependencies": [line.split("#")[0].strip() for line in lines],
    }
    # A text or a list of texts is written in TOML as in JSON.
    return "[project]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in entries.items())


def main(tools: Path) -> None:
    """Install what is locked into a folder that goes again, and write the bill."""
    with tempfile.TemporaryDirectory() as folder:
        file, place = Path(folder, "pyproject.toml"), Path(folder, "environment")
        file.write_text(project(), encoding="utf-8")
        for tool, *arguments in (
            ("uv", "venv", "--quiet", "--python", sys.executable, place),
            ("uv", "pip", "sync", "--quiet", "--require-hashes", "--python", place, ROOT / "requirements.lock"),
            ("cyclonedx-py", "environment", "--pyproject", file, "--output-file", ROOT / "sbom.cdx.json", place),
        ):
            subprocess.run([tools / str(tool), *map(str, arguments)], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
