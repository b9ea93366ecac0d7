"""Bytes become text in the character set that they are in, whatever they declare."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.decode import EncodingRules, decode, try_encoding_example
from pipeline.values import RawPage

HANS = "各县（市、区）人民政府，市政府各部门：现将2023年政务公开工作要点印发给你们，请认真贯彻执行。责任单位：市财政局。"
HANT = "各縣（市、區）人民政府，市政府各部門：現將2023年政務公開工作要點印發給你們，請認真貫徹執行。責任單位：市財政局。"
RARE = "镕、喆、䶮、𬭊、㙍"  # in GB18030 and not in GB2312


def read(body, rules, **said):
    return decode(RawPage("page.html", body, **said), rules.encodings)


@pytest.mark.parametrize(
    ("text", "codec", "charset"),
    [
        (HANS, "utf-8", "utf-8"),
        (HANS, "utf-8-sig", "utf-8"),
        (HANS, "gbk", "gb18030"),
        (HANS + RARE, "gb18030", "gb18030"),
        (HANT, "gbk", "gb18030"),
        (HANT, "big5", "big5hkscs"),
        (HANT, "utf-8", "utf-8"),
        (HANS, "utf-16", "utf-16-le"),
        ("<p>2023</p>" + HANS, "utf-16-le", "utf-16-le"),
        ("<p>2023</p>" + HANS, "utf-16-be", "utf-16-be"),
        ("plain ascii", "ascii", "utf-8"),
        ("市财政局牵头", "gbk", "gb18030"),
    ],
)
def test_a_page_is_read_in_the_character_set_of_its_bytes(rules, text, codec, charset):
    decoded = read(text.encode(codec), rules)
    assert (decoded.text, decoded.charset, decoded.reason) == (text, charset, None)


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "utf-16", "nonsense", ""])
@pytest.mark.parametrize(("text", "codec"), [(HANS, "utf-8"), (HANS, "gbk"), (HANT, "big5"), (HANS + RARE, "gb18030")])
def test_a_lying_declaration_does_not_matter(rules, declared, text, codec):
    page = f'<html><head><meta charset="{declared}"></head><body>{text}</body></html>'
    assert read(page.encode(codec), rules).text == page
    assert read(page.encode(codec), rules, charset=declared, media_type=f"text/html; charset={declared}").text == page


def test_bad_bytes_are_marked_and_never_dropped(rules):
    body = HANS.encode()
    cut = body[:30] + b"\xff" + body[30:-1]
    decoded = read(cut, rules)
    assert decoded.charset == "utf-8"
    assert decoded.warnings == ("replaced_bytes",)
    assert decoded.text.count("\ufffd") == 2
    assert decoded.text.replace("\ufffd", "") == HANS[:-1]


def test_a_gbk_footer_in_a_utf8_page_is_read_too(rules):
    footer = "版权所有：市人民政府办公室"
    body = f"<p>{HANS}</p>".encode() + b"<p>" + footer.encode("gbk") + b"</p>"
    decoded = read(body, rules)
    assert decoded.text == f"<p>{HANS}</p><p>{footer}</p>"
    assert (decoded.charset, decoded.warnings) == ("utf-8", ("mixed_charset",))


def test_a_utf8_part_in_a_gbk_page_is_read_too(rules):
    footer = "版权所有：市人民政府办公室"
    body = f"<p>{HANS * 3}</p>".encode("gbk") + f"<p>{footer}</p>".encode()
    decoded = read(body, rules)
    assert decoded.text == f"<p>{HANS * 3}</p><p>{footer}</p>"
    assert (decoded.charset, decoded.warnings) == ("gb18030", ("mixed_charset",))


@pytest.mark.parametrize(("page", "row"), [("gbk", "utf-8"), ("utf-8", "gbk")])
def test_a_row_in_another_encoding_is_read_cell_by_cell_the_short_ones_too(page, row, rules):
    cells = ("修订主动公开目录", "县司法局", "2023年9月底前", "9月")
    body = f"<p>{HANS * 3}</p><table><tr>".encode(page)
    body += b"".join(b"<td>" + cell.encode(row) + b"</td>" for cell in cells) + "</tr></table>".encode(page)
    assert re.findall("<td>(.*?)</td>", read(body, rules).text) == list(cells)


def test_a_gbk_page_with_a_few_bad_bytes_stays_gbk(rules):
    body = HANS.encode("gbk")
    decoded = read(body[:40] + b"\xff" + body[40:], rules)
    assert decoded.charset == "gb18030"
    assert decoded.text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty_body"),
        (b" \r\n\t", "empty_body"),
        (b"\x00" * 50, "empty_body"),
        (b"\xef\xbb\xbf \n", "empty_body"),
        (b"%PDF-1.4 ...", "binary"),
        (b"PK\x03\x04 docx", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 doc", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\x1f\x8b\x08 gzip", "binary"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_what_is_no_text_says_why(rules, body, reason):
    assert read(body, rules).reason == reason


def test_bytes_of_no_character_set_are_undecodable(rules):
    assert read(bytes([0xFF, 0x80, 0xFE, 0xFF]) * 200, rules).reason == "undecodable"
    assert read(bytes((n * n * 7919 + n // 3) % 128 | 0x80 for n in range(5000)), rules).reason == "undecodable"


def test_one_nul_byte_does_not_make_a_page_binary(rules):
    assert read(HANS.encode() + b"\x00" + HANS.encode(), rules).text == HANS + "\x00" + HANS


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_decoding_returns_for_any_bytes(body):
    decoded = decode(RawPage("x", body), EncodingRules())
    assert (decoded.text != "") != (decoded.reason is not None) or decoded.text == ""


def test_examples_of_the_encoding_rules_come_out(encoding_entries, rules):
    for rule in encoding_entries:
        assert rule.examples, rule.id
        for example in rule.examples:
            assert try_encoding_example(rule, rules.encodings, example.said) == example.gives, (rule.id, example)
        for said in rule.keep:
            assert try_encoding_example(rule, rules.encodings, said) == "", (rule.id, said)
