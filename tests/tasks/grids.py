"""Tables drawn in a few lines, as markup."""

from __future__ import annotations

from itertools import groupby


def with_tables(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with each run of `+ ` lines as one table."""
    found: list[str] = []
    for drawn, run in groupby(lines, key=lambda line: line.startswith("+ ")):
        block = list(run)
        found += [table_of([line[2:] for line in block])] if drawn else block
    return tuple(found)


def table_of(rows: list[str]) -> str:
    """The markup of a table: `^` goes on the cell above, `<` the cell on the left."""
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    markup = "".join(f"<tr>{''.join(_td(cells, r, c) for c in range(len(row)))}</tr>" for r, row in enumerate(cells))
    return f"<table>{markup}</table>"


def _td(cells: list[list[str]], row: int, col: int) -> str:
    words = cells[row][col]
    if words in ("^", "<"):
        return ""
    down = next(
        (n for n in range(1, len(cells) - row) if col >= len(cells[row + n]) or cells[row + n][col] != "^"), len(cells) - row
    )
    right = next((n for n in range(1, len(cells[row]) - col) if cells[row][col + n] != "<"), len(cells[row]) - col)
    spans = (f" rowspan={down}" if down > 1 else "") + (f" colspan={right}" if right > 1 else "")
    parts = [part.replace("~", "<br>") for part in words.split("¶")]
    return f"<td{spans}>{''.join(f'<p>{p}</p>' for p in parts) if len(parts) > 1 else parts[0] or '&nbsp;'}</td>"
