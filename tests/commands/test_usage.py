"""A misspelt command line is explained in Chinese and ends with 2."""

import pytest

from tests.commands.said import Mengtu


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("undo", "缺少 import_id（导入编号，见 mengtu imports）；用法见 mengtu undo --help。"),
        ("undo x", "import_id 的值不对：应为整数"),
        ("template x", "缺少 --out（写到哪个文件夹）"),
        ("suggest a --top 0", "--top 的值不对：应不小于 1"),
        ("suggest a --top", "选项 --top 后面要写一个值"),
        ("suggest a --mode zz", "--mode 的值不对：只能是 familiar、new、all"),
        ("nonsense", "没有「nonsense」这个命令"),
        ("statu", "没有「statu」这个命令，是不是 status"),
        ("status --jsn", "没有选项 --jsn，是不是 --json"),
        ("status --json=1", "选项 --json 后面不写值"),
        ("show 王 建清", "多出了「建清」，名称里有空格时请用引号括起来"),
        ("export pdf --out x", "FORMAT 的值不对：只能是 graphml、gexf、csv、xlsx、html、form"),
        ("query", "请写查询名，或用 --list 列出全部查询"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence(mengtu: Mengtu, line: str, said: str) -> None:
    ended = mengtu(*line.split())
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert said in ended.err


def test_without_a_command_the_help_is_shown(mengtu: Mengtu) -> None:
    ended = mengtu()
    assert (ended.code, "import" in ended.out) == (2, True)
