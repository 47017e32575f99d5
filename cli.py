"""The terminal door: the ``mengtu`` command."""

import sys
from collections.abc import Callable

import typer

from commands import (
    answers,
    decisions,
    evaluation,
    exporting,
    gaps,
    identity,
    loading,
    planning,
    privacy,
    problems,
    server,
)
from commands.chosen import options
from commands.screen import complain, suit_terminal
from commands.usage import UsageError, sentence
from graph.errors import MengtuError
from ingest.files import readable_name

app = typer.Typer(help="盟图：劳模创新工作室联盟知识图谱。", no_args_is_help=True, pretty_exceptions_enable=False)
app.callback()(options)
COMMANDS: tuple[Callable[..., None], ...] = (
    loading.sample,
    loading.demo,
    loading.generate,
    loading.import_,
    loading.imports,
    loading.undo,
    loading.template,
    answers.status,
    answers.find,
    answers.show,
    answers.path,
    decisions.suggest,
    decisions.decide,
    decisions.decisions,
    problems.match,
    problems.board,
    problems.step,
    planning.cluster,
    planning.whatif,
    gaps.gaps,
    answers.query,
    evaluation.evaluate,
    exporting.export,
    privacy.forget,
    server.publish,
    server.explore,
)
for command in COMMANDS:
    app.command(command.__name__.rstrip("_"))(command)
neo4j = typer.Typer(help="本机私有 Neo4j（不需要 Docker）。", no_args_is_help=True)
for command in (server.start, server.status, server.stop):
    neo4j.command()(command)
app.add_typer(neo4j, name="neo4j")
who_is_who = typer.Typer(help="身份核对：可能是同一个的单位、工作室和人员，由人判断，可以撤回。", no_args_is_help=True)
for command in (identity.list_, identity.same, identity.different, identity.undo):
    who_is_who.command(command.__name__.rstrip("_"))(command)
app.add_typer(who_is_who, name="identity")


def main() -> None:
    """Run the command.

    Exit code 1 and a sentence on stderr say that it was refused, exit code 2 and a sentence that it was misspelt.
    """
    suit_terminal()
    try:
        _require_text(sys.argv[1:])
        code = app(prog_name="mengtu", standalone_mode=False)
    except MengtuError as error:
        complain(str(error))
        code = 1
    except UsageError as error:
        complain(sentence(error))
        code = 2
    except typer.Abort:
        complain("已中断，没有完成。")
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def _require_text(words: list[str]) -> None:
    for word in words:
        if readable_name(word) != word:
            raise MengtuError(f"「{readable_name(word)}」不是 UTF-8 编码的文字，请改名，或把终端的编码改为 UTF-8。")


if __name__ == "__main__":
    main()
