"""Questions that are asked of compared plans, each one call that gives an Arrow table.

from pipeline.compare.questions import Comparison, taken_over
taken_over(Comparison.open(Path("parsed"))).to_pandas()
"""

from pipeline.compare.questions.comparison import Comparison
from pipeline.compare.questions.copying import copying
from pipeline.compare.questions.inheritance import inheritance, taken_over, year_on_year
from pipeline.compare.questions.loads import leading, led_tasks, monthly_load
from pipeline.compare.questions.moves import moved_deadlines
from pipeline.compare.questions.vagueness import vagueness

__all__ = [
    "Comparison",
    "copying",
    "inheritance",
    "leading",
    "led_tasks",
    "monthly_load",
    "moved_deadlines",
    "taken_over",
    "vagueness",
    "year_on_year",
]
