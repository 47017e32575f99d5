"""Regions, industries, honours and grades of skill: reference data, found by what people write."""

from ingest.reference.honors import Honor, SkillGrade, find_honor, find_skill_grade
from ingest.reference.industries import Industry, find_industry, industries, industry_line
from ingest.reference.regions import Region, find_region, region_line, regions

__all__ = [
    "Honor",
    "Industry",
    "Region",
    "SkillGrade",
    "find_honor",
    "find_industry",
    "find_region",
    "find_skill_grade",
    "industries",
    "industry_line",
    "region_line",
    "regions",
]
