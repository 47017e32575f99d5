"""What is wrong with a command line, in Chinese."""

import re
from collections.abc import Callable

import typer

# Typer brings its own usage errors since 0.20 and took click's before; the one name it exports leads to both.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LIMITS = {
    "valid integer": "应为整数",
    "valid float": "应为数字",
    "valid number": "应为数字",
    "greater than or equal to": "应不小于 {}",
    "less than or equal to": "应不大于 {}",
    "greater than": "应大于 {}",
    "less than": "应小于 {}",
}


def sentence(error: Exception) -> str:
    """The sentence for a usage error; empty when the help it came with says enough."""
    said = error.format_message() if isinstance(error, typer.TyperException) else str(error)
    if not said.strip():
        return ""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "mengtu"
    for pattern, explain in _KNOWN:
        if found := pattern.match(said):
            return f"{explain(found, error)}；用法见 {command} --help。"
    return f"写法不对（{said}）；用法见 {command} --help。"


def _unknown_command(found: re.Match[str], _: Exception) -> str:
    near = "、".join(re.findall(r"'([^']+)'", found[2] or ""))
    return f"没有「{found[1]}」这个命令" + (f"，是不是 {near}" if near else "")


def _unknown_option(found: re.Match[str], _: Exception) -> str:
    return f"没有选项 {found[1]}" + (f"，是不是 {found[2]}" if found[2] else "")


def _missing(found: re.Match[str], error: Exception) -> str:
    about = getattr(getattr(error, "param", None), "help", None) or ""
    return f"缺少 {found[1]}" + (f"（{about.rstrip('。')}）" if about else "")


def _bad_value(found: re.Match[str], _: Exception) -> str:
    return f"{found[1]} 的值不对：{_detail(found[2])}"


def _detail(said: str) -> str:
    if _HAN.search(said) and "is not one of" not in said:
        return said.rstrip("。.")
    if choices := re.search(r"is not one of (.+?)\.?$", said):
        return "只能是 " + "、".join(re.findall(r"'([^']+)'", choices[1]))
    for english, chinese in _LIMITS.items():
        if limit := re.search(rf"{english} ?(\S*)", said):
            return chinese.format(limit[1])
    return said


_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Exception], str]], ...] = (
    (re.compile(r"No such command '(.+?)'\.?(.*)", re.DOTALL), _unknown_command),
    (re.compile(r"No such option:? '?(--?[^\s']*)'?(?:.*?(--?[\w-]+))?", re.DOTALL), _unknown_option),
    (re.compile(r"Missing (?:argument|option|parameter)s?:? '?(.+?)'?\.?$"), _missing),
    (
        re.compile(r"Option '?(--?[\w-]+)'? requires an argument"),
        lambda found, _: f"选项 {found[1]} 后面要写一个值",
    ),
    (
        re.compile(r"Option '?(--?[\w-]+)'? does not take a value"),
        lambda found, _: f"选项 {found[1]} 后面不写值",
    ),
    (
        re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", re.DOTALL),
        lambda found, _: f"多出了「{found[1]}」，名称里有空格时请用引号括起来",
    ),
    (re.compile(r"Invalid value for '?(.+?)'?: (.*)", re.DOTALL), _bad_value),
)
