"""The steps of a problem's life, as the unions' 助企行 has them: the enterprise orders, the expert cooks."""

from collections.abc import Mapping
from types import MappingProxyType

# In their order, and the field of a problem that holds the day of each; a ledger's column is the step's name and 日期.
STEPS: Mapping[str, str] = MappingProxyType(
    {
        "征集": "collected_on",
        "匹配": "matched_on",
        "对接": "met_on",
        "攻关": "tackled_on",
        "验收": "accepted_on",
    }
)
LAST = "验收"
