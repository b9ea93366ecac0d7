"""docs/garbles.md says what the channels do; here they do it."""

import doctest
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "garbles.md"


def test_every_example_of_the_page_comes_out_as_it_says():
    text = PAGE.read_text(encoding="utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    assert len(test.examples) > 15
    runner = doctest.DocTestRunner(verbose=False)
    failures: list[str] = []
    runner.run(test, out=failures.append)
    assert not failures, "".join(failures)
