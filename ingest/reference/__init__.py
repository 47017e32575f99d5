"""The regions of GB/T 2260 and the industries of GB/T 4754-2017, found by what people write."""

from ingest.reference.industries import Industry, find_industry, industries, industry_line
from ingest.reference.regions import Region, find_region, region_line, regions

__all__ = [
    "Industry",
    "Region",
    "find_industry",
    "find_region",
    "industries",
    "industry_line",
    "region_line",
    "regions",
]
