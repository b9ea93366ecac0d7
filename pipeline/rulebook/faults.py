"""What can be wrong with the rules, said with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a rule file, and where: `line` is 0 for a whole file or folder.

    >>> print(Fault("rules/units.yaml", 31, "rules[4].names", "must be a list"))
    rules/units.yaml:31: rules[4].names: must be a list
    >>> print(Fault("rules", 0, "", "there is no such folder of rules"))
    rules: there is no such folder of rules
    """

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}{line}: {where}{self.message}"


class RulesFault(Exception):
    """The rules cannot be used; `faults` lists everything that is wrong with them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[RulesFault], tuple[list[Fault]]]:
        """A worker that cannot use its rules hands all of the faults to the process that hired it."""
        return (RulesFault, (self.faults,))
