"""The rules that the tasks stage works by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.tasks.prose.attached.duties import AttachRules
    from pipeline.tasks.prose.numbers.numbering import NumberRules
    from pipeline.tasks.prose.sections import SectionRules
    from pipeline.tasks.tables.labels.columns import ColumnRules
    from pipeline.tasks.tables.legends import LegendRules


@dataclass(frozen=True)
class TaskRules:
    """All slices of the tasks stage."""

    columns: ColumnRules
    numbers: NumberRules
    legends: LegendRules
    attach: AttachRules
    sections: SectionRules
