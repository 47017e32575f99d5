"""How a problem and a text are cut into what can be found: characters, pairs of them, Latin words, head words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import add

from graph.vocabulary import Vocabulary

HAN = re.compile(r"[\u3400-\u9fff]+")
NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z][a-z0-9.+#-]*|\d+(?:\.\d+)?[a-z]+")
# Words that every problem is told with and that say nothing about the trade it belongs to.
_FILLER = re.compile(
    r"请问|请教|帮忙|怎么办|怎么|如何|为什么|是否|能否|有没有|希望|需要|寻求|急需|求助|解决|我们|我厂|我公司|本单位|单位|"
    r"公司|企业|经常|总是|老是|一直|有时|偶尔|频繁|反复|多次|近期|最近|目前|现在|现场|出现|发生|存在|造成|导致|引起|影响|"
    r"问题|难题|情况|现象|严重|比较|非常|十分|不太|而且|并且|但是|因为|由于|所以|以及|之后|以后|时候|过程中|过程|进行|"
    r"无法|不能|不会|劳模|工匠|创新工作室|工作室|机器(?!人)|系统|老师傅|师傅|客户|用户|领导|工人|员工|大家|"
    r"每天|每次|每月|每年|早上|上午|下午|晚上|半夜|夜里|上班|下班|中间|两边|左侧|右侧|旁边|上面|下面|里面|外面|地面|"
    r"左右|前后|以上|以下|开始|结果|看着|估计|可能|好像|发现|检查|还是|就是|不是|没有|已经|只要|只有|一样|这样|那样"
)
# What a term of one kind weighs beside a pair of neighbouring characters.
_SINGLE, _HEAD, _BROADER = 0.5, 2.0, 1.5
HEAD = "="  # before a head word that is a term


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a problem and what each weighs; ``heads`` says by which of its words a head word is meant."""

    text: str
    terms: Mapping[str, float]
    heads: Mapping[str, str]


def ask(text: str, vocabulary: Vocabulary) -> Asked:
    """The terms of a problem. A text without a word that says anything gives none."""
    said = _FILLER.sub(" ", one_form(text))
    terms = {**dict.fromkeys(_singles(said), _SINGLE), **dict.fromkeys(_pairs_and_words(said), 1.0)}
    heads = heads_in(said, vocabulary)
    broader = {each for head in heads for each in vocabulary.broader_of(head)}
    terms |= {f"{HEAD}{each}": _BROADER for each in sorted(broader)} | {f"{HEAD}{head}": _HEAD for head in heads}
    return Asked(said, terms, heads)


def one_form(text: str) -> str:
    """A text in one width and case."""
    return unicodedata.normalize("NFKC", text).lower()


def _singles(said: str) -> Iterator[str]:
    return chain.from_iterable(HAN.findall(said))


def _pairs_and_words(said: str) -> Iterator[str]:
    for run in HAN.findall(said):
        yield from map(add, run, run[1:])
    yield from LATIN.findall(said)


def heads_in(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """The head words a text uses, and by which of its words."""
    return {head: found.word for found in vocabulary.words_in(text) for head in found.heads}


def shared(asked: str, text: str) -> tuple[str, ...]:
    """The longest stretches of the problem that stand in a text, of two characters or more, in their order."""
    found: list[str] = []
    for run in HAN.findall(asked):
        start = 0
        while start < len(run) - 1:
            end = start + 2
            if run[start:end] not in text:
                start += 1
                continue
            while end < len(run) and run[start : end + 1] in text:
                end += 1
            found.append(run[start:end])
            start = end
    words = set(LATIN.findall(text))
    return tuple(dict.fromkeys([*found, *(word for word in LATIN.findall(asked) if word in words)]))
