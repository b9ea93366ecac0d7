"""Plans in a few lines, and what comparing said of them."""

from __future__ import annotations

import pyarrow.parquet as pq

NATIONAL = {"region_level": "national", "region_code": "000000", "plan_year": 2023}
PROVINCE = {"region_level": "province", "province": "云岭省", "plan_year": 2023}
CITY = {"region_level": "city", "city": "澜溪市", "plan_year": 2023}
LIST = "编制惠企政策清单，逐项注明申报条件和兑现进度"
WATER = "公布集中式饮用水水源水质监测结果"
SCHOOL = "公开义务教育学校招生范围和咨询电话"


def plan(about, *texts, **more):
    return ({**about, **more}, [(text, None, ()) for text in texts])


def rows(folder, table="alignments"):
    return pq.read_table(folder / f"{table}.parquet").to_pylist()


def relations(folder):
    return [(row["task_id"][:1], row["from_task_id"] and row["from_task_id"][:1], row["relation"]) for row in rows(folder)]
