"""The rules that the tasks stage works by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.tasks.attach import AttachRules
    from pipeline.tasks.columns import ColumnRules
    from pipeline.tasks.legends import LegendRules
    from pipeline.tasks.numbering import NumberRules
    from pipeline.tasks.sections import SectionRules


@dataclass(frozen=True)
class TaskRules:
    """All slices of the tasks stage."""

    columns: ColumnRules
    numbers: NumberRules
    legends: LegendRules
    attach: AttachRules
    sections: SectionRules
