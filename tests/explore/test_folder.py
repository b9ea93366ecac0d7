"""The folder of a site appears whole or not at all, and takes the place of another site only."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.explore.folder import MARK, new_folder
from pipeline.tables.store import StoreFault


def build(out: Path, page: str) -> None:
    with new_folder(out) as aside:
        (aside / MARK).write_text("{}", encoding="utf-8")
        (aside / "index.html").write_text(page, encoding="utf-8")


def page_of(folder: Path) -> str:
    return (folder / "site" / "index.html").read_text(encoding="utf-8")


def test_a_new_site_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(tmp_path):
    build(tmp_path / "site", "old")
    build(tmp_path / "site", "new")
    assert page_of(tmp_path) == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_cannot_take_its_place_leaves_the_old_one_there(tmp_path, monkeypatch):
    build(tmp_path / "site", "old")
    rename = Path.rename

    def stumble(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stumble)
    with pytest.raises(StoreFault, match="No space left"):
        build(tmp_path / "site", "new")
    assert page_of(tmp_path) == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_other_files_is_never_replaced(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.docx").touch()
    with pytest.raises(StoreFault, match="something else than a site"):
        build(tmp_path / "site", "new")
    assert (tmp_path / "site" / "thesis.docx").exists()
