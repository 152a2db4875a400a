"""Brings what the pages use of others into `service/web/static/vendor`: `python -m tests.vendor_web`, from npm.

Each file is named with version, licence and hash in VENDORED.md beside it; a test holds the files to that list. No
bundler, and nothing is fetched when the service runs.
"""

import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "service" / "web" / "static" / "vendor"
LIST: Final = FOLDER / "VENDORED.md"


@dataclass(frozen=True, slots=True)
class Vendored:
    """A package at a version, and which of its files are taken under which name."""

    package: str
    version: str
    licence: str
    files: tuple[tuple[str, str], ...]


PACKAGES: Final = (
    Vendored(
        "@digdir/designsystemet-css",
        "1.22.0",
        "MIT",
        (
            ("dist/src/index.css", "designsystemet.css"),
            ("dist/theme/designsystemet.css", "theme.css"),
            ("LICENSE", "designsystemet-LICENSE.txt"),
        ),
    ),
    Vendored(
        "htmx.org",
        "2.0.11",
        "0BSD",
        (("dist/htmx.min.js", "htmx.js"), ("LICENSE", "htmx-LICENSE.txt")),
    ),
    Vendored(
        "squire-rte",
        "2.4.8",
        "MIT",
        (("dist/squire.js", "squire.js"), ("LICENSE", "squire-LICENSE.txt")),
    ),
    Vendored(
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        (("files/inter-latin-wght-normal.woff2", "inter.woff2"), ("LICENSE", "inter-LICENSE.txt")),
    ),
)


def main() -> None:
    """Fetch every package and write its files and the list anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = [row for vendored in PACKAGES for row in _taken(vendored)]
    head = ["# What stands here, by whom", "", "Made by `python -m tests.vendor_web`.", ""]
    table = ["| File | From | Version | Licence | SHA-256 |", "|---|---|---|---|---|", *rows]
    LIST.write_text("\n".join([*head, *table]) + "\n", encoding="utf-8")


def _taken(vendored: Vendored) -> list[str]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        name = f"{vendored.package}@{vendored.version}"
        packed = subprocess.run(
            ["npm", "pack", "--json", "--silent", name], cwd=folder, check=True, capture_output=True, text=True
        )
        with tarfile.open(Path(folder, json.loads(packed.stdout)[0]["filename"])) as archive:
            for inside, target in vendored.files:
                member = archive.extractfile(f"package/{inside}")
                if member is None:
                    raise FileNotFoundError(f"{name} has no {inside}")
                content = member.read()
                (FOLDER / target).write_bytes(content)
                digest = sha256(content).hexdigest()
                rows.append(f"| {target} | {vendored.package} | {vendored.version} | {vendored.licence} | {digest} |")
    return rows


if __name__ == "__main__":
    main()
