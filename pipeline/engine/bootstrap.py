"""The one function that is sent by value to machines which may not have this package."""

from __future__ import annotations

from typing import Any


def work_there(bundle: bytes, mark: str, outfit: dict[str, Any], jobs: list[Any]) -> list[bytes] | str:
    """Unpack the code and rules that came along, once a process, and have them do the jobs: pickled answers, or why none.

    They lie in a folder that was made for this process alone: what others may have put anywhere is never run.
    """
    import importlib.util  # noqa: PLC0415 - only what is inside the function is sent
    import io  # noqa: PLC0415
    import sys  # noqa: PLC0415
    import tempfile  # noqa: PLC0415
    import zipfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from distributed import get_worker  # noqa: PLC0415

    name = f"taizhang_supervised_{mark[:24]}"
    if name not in sys.modules or not Path(str(sys.modules[name].__file__)).is_file():
        fresh = Path(tempfile.mkdtemp(prefix="taizhang-", dir=get_worker().local_directory))  # Dask clears it away
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            archive.extractall(fresh)
        spec = importlib.util.spec_from_file_location(name, fresh / "pipeline" / "engine" / "supervised.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    supervised: Any = sys.modules[name]
    folder = Path(supervised.__file__).parents[2]
    done: list[bytes] | str = supervised.work_here(supervised.Outfit(paths=(str(folder), *sys.path), **outfit), jobs)
    return done
