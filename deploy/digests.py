"""Write the digests of the images behind their tags in Containerfile and compose.yaml: `make digests`, where Docker reaches a registry."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "Containerfile", ROOT / "deploy" / "compose.yaml")
# Our own image has no tag.
IMAGE = re.compile(r"^(FROM |\s+image: )([\w./-]+:[\w.-]+)(?:@sha256:[0-9a-f]{64})?$", flags=re.MULTILINE)


def look_up(image: str) -> str:
    """Return the digest of an image for all its platforms, as the registry names it now."""
    command = ["docker", "buildx", "imagetools", "inspect", "--format", "{{json .Manifest}}", image]
    digest: str = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["digest"]
    return digest


def pin(text: str, digest: Callable[[str], str] = look_up) -> str:
    """Return a Containerfile or a compose file with each image by tag and digest; an older digest gives way."""
    return IMAGE.sub(lambda found: f"{found[1]}{found[2]}@{digest(found[2])}", text)


def main() -> None:
    """Pin the images of both files."""
    pinned = {file: pin(file.read_text(encoding="utf-8")) for file in FILES}
    for file, text in pinned.items():
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
