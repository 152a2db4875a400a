"""`plansats new`: a plan folder to start from. It writes a whole folder or nothing, and never over anything."""

import os
import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path

from assembler.cli.command import DONE, Terminal
from assembler.messages.catalogue import Lang, label
from assembler.plan.starter import FIRST_YEAR, starter_files
from assembler.problem import Place, Problem, Refused


class NewCommand:
    """Make a plan folder."""

    name = "new"

    def help(self, lang: Lang) -> str:
        """What the command is for."""
        return label("cli-new-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """The arguments of the contract, and the year that the examples are of."""
        parser.add_argument("folder", type=Path, metavar="DIR", help=label("cli-new-dir", lang))
        parser.add_argument("--type", default="handlings-og-okonomiplan", help=label("cli-new-type", lang))
        parser.add_argument("--form", choices=("nb", "nn"), default="nb", help=label("cli-new-form", lang))
        parser.add_argument(
            "--year",
            type=int,
            choices=range(2000, 2100),
            metavar="YYYY",
            default=FIRST_YEAR,
            help=label("cli-new-year", lang),
        )

    def run(self, arguments: Namespace) -> int:
        """Write the folder; `Refused` when something is there already or the type is not known."""
        target: Path = arguments.folder
        if target.is_symlink() or (target.exists() and not (target.is_dir() and not any(target.iterdir()))):
            raise Refused([Problem("cli-new-not-empty", Place(file=str(target)))])
        files = starter_files(arguments.type, arguments.form, target.resolve().name, arguments.year)
        write_folder(files, target)
        Terminal(arguments.lang).say("cli-new-done", folder=str(target))
        return DONE


def write_folder(files: Mapping[str, bytes], target: Path) -> None:
    """Make `target` (absent or empty) with all of `files`; `OSError` and nothing left behind when that fails."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that the last step only renames.
    waiting = Path(tempfile.mkdtemp(prefix=".plansats-", dir=target.parent))
    try:
        for name, content in files.items():
            path = waiting / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        waiting.chmod(0o777 & ~_umask())
        os.replace(waiting, target)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _umask() -> int:
    """The process's mask, which a temporary folder does not heed."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


COMMAND = NewCommand()
