"""`plansats schema`: the JSON Schema of a plan."""

from argparse import ArgumentParser, Namespace

from assembler.cli.command import DONE, Terminal
from assembler.messages.catalogue import Lang, label
from assembler.plan.schema import plan_schema


class SchemaCommand:
    """Print the JSON Schema of a plan as one JSON document."""

    name = "schema"

    def help(self, lang: Lang) -> str:
        """What the command is for."""
        return label("cli-schema-help", lang)

    def configure(self, parser: ArgumentParser, lang: Lang) -> None:
        """It takes no arguments."""

    def run(self, arguments: Namespace) -> int:
        """Print the schema on standard output."""
        Terminal(arguments.lang).json(plan_schema())
        return DONE


COMMAND = SchemaCommand()
