"""What a file's name says of its table, where a sheet has no name of its own: 2023年活动台账.csv."""

import re

_SAYS_NOTHING = re.compile(r"(?:sheet|table|worksheet|工作表|表格?|页)?\s*\(?\d*\)?", re.IGNORECASE)
# How often and when a file was saved or handed in is nothing its rows are of.
_SAVED = re.compile(
    r"[-_ ]*(?:副本|复制|拷贝|copy|最终版?|终[版稿]|定稿|草稿|新版|(?:修[改订]|[汇上]报|报送)版?|v\d+(?:\.\d+)*)+"
    r"\d{0,2}(?=\W|$)"
    r"|[(（][^()（）]*(?:\d|修[改订]|版|稿|副本|终|改)[^()（）]*[)）]",
    re.IGNORECASE,
)
_SAVED_ON = re.compile(
    r"[-_ ]*(?:19|20)\d\d"
    r"(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?[底末]?(?=\W*$|报|更新|整理)|年(?=[上汇]?报|更新|整理)|[-._]\d{1,2}(?:[-._]\d{1,2})?|\d{2}(?:\d{2})?)(?!\d)改?"
    r"|^附(?:件|表)\s*\d*\s*[-:：.、]?\s*|^\d{1,2}[-_.、\s]+"
)


def called(sheet: str, file: str) -> str:
    """What a table goes by: the name of its sheet, or that of its file where the sheet's says nothing.

    >>> called("Sheet1", "附件2 张明创新工作室成员名单(2)-20240315"), called("2022年", "2023年活动台账")
    ('张明创新工作室成员名单', '2022年')
    """
    if not _SAYS_NOTHING.fullmatch(sheet.strip()):
        return sheet
    return _SAVED_ON.sub("", _SAVED.sub("", file)).strip(" -_")
