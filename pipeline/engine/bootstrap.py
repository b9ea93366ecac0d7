"""The one function that is sent by value to machines which may not have this package."""

from __future__ import annotations

from typing import Any


def work_there(bundle: bytes, mark: str, outfit: dict[str, Any], jobs: list[Any]) -> list[bytes] | str:
    """Unpack the code and rules that came along, once a machine, and have them do the jobs: pickled answers, or why none."""
    import importlib.util  # noqa: PLC0415 - only what is inside the function is sent
    import io  # noqa: PLC0415
    import os  # noqa: PLC0415
    import sys  # noqa: PLC0415
    import tempfile  # noqa: PLC0415
    import zipfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    folder = Path(tempfile.gettempdir(), f"taizhang-{os.getuid()}-{mark[:24]}")
    if not folder.is_dir():
        aside = Path(tempfile.mkdtemp(prefix="taizhang-"))
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            archive.extractall(aside)
        try:
            aside.rename(folder)
        except OSError:  # another process was quicker
            if not folder.is_dir():
                raise
    name = f"taizhang_supervised_{mark[:24]}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, folder / "pipeline" / "engine" / "supervised.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    supervised: Any = sys.modules[name]
    done: list[bytes] | str = supervised.work_here(supervised.Outfit(paths=(str(folder), *sys.path), **outfit), jobs)
    return done
