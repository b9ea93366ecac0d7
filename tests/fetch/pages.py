"""Pages as a government site might serve them, written for the tests: notices, lists of each family, and what is no page at all."""

from __future__ import annotations

import gzip
import json

from tests.fetch.webserver import Reply, data, html

_WORK = (
    "<p>一、推进决策公开。公布年度重大决策事项目录。（责任单位：市司法局；完成时限：{year}年6月底前）</p>"
    "<p>二、做好政策解读。重要文件与解读同步组织、同步发布。（责任单位：市政府办公室；完成时限：{year}年12月底前）</p>"
    "<p>三、规范依申请公开。统一答复文书格式。（责任单位：各县（市、区）政府；完成时限：{year}年9月底前）</p>"
)
FILLER = "<p>" + "本站提供政务公开、办事服务与互动交流等栏目。" * 8 + "</p>"


def title(year: int) -> str:
    """A title that is wanted."""
    return f"关于印发{year}年政务公开工作要点任务分工的通知"


def notice(year: int, extra: str = "") -> str:
    """A notice that hands out work."""
    return (
        f"<html><head><meta charset='utf-8'><title>{title(year)}</title></head><body><h1>{title(year)}</h1><div id='zoom'>"
        f"<p>各县（市、区）政府，市政府各部门：</p>{_WORK.format(year=year)}{extra}<p>云岭市人民政府办公室</p><p>{year}年3月5日</p></div></body></html>"
    )


def page(text: str) -> Reply:
    """A list page with enough of a site around it to be one."""
    return html(f"<html><head><title>政务公开</title></head><body>{FILLER}{text}</body></html>")


def row(href: str, words: str, day: str = "") -> str:
    """A row of a list."""
    return f'<li><a href="{href}">{words}</a><span>{day}</span></li>'


def family_routes(base: str) -> dict[str, Reply]:
    """A site of each family, two list pages each where the family has pages, one wanted notice on each page."""
    routes: dict[str, Reply] = {}
    for name in ("wcm", "ucap", "jpage", "jpaas", "gkmlpt", "library", "api", "pages", "feed", "map", "portal"):
        for number, year in ((1, 2023), (2, 2022)):
            routes[f"/{name}/n{number}.html"] = html(notice(year))
    wanted = {number: title(year) for number, year in ((1, 2023), (2, 2022))}
    routes |= (
        _wcm(wanted)
        | _jpage(wanted)
        | _jpaas(wanted)
        | _gkmlpt(base, wanted)
        | _json(base, wanted)
        | _plain(wanted)
        | _feeds(base, wanted)
    )
    return routes


def _wcm(wanted):
    call = 'createPageHTML(2, {}, "index", "html");'
    box = "createPageHTML('page-div',2,{},'list','shtml',31);"
    return {
        "/wcm/": page(
            f"<ul>{row('n1.html', wanted[1], '2023-04-13')}{row('x.html', '天气预报')}</ul><script>{call.format(0)}</script>"
        ),
        "/wcm/index_1.html": page(f"<ul>{row('n2.html', wanted[2], '2022-04-13')}</ul><script>{call.format(1)}</script>"),
        "/ucap/list.shtml": page(f"<ul>{row('n1.html', wanted[1])}</ul><script>{box.format(1)}</script>"),
        "/ucap/list_2.shtml": page(f"<ul>{row('n2.html', wanted[2])}</ul><script>{box.format(2)}</script>"),
    }


def _jpage(wanted):
    def record(number):
        return f"<record><![CDATA[{row(f'/jpage/n{number}.html', wanted[number], '2023-04-13')}]]></record>"

    more = "/module/web/jpage/dataproxy.jsp?page=1&amp;webid=7&amp;columnid=84242&amp;unitid=356383"
    store = f"<datastore><nextgroup><![CDATA[<a href='{more}'></a>]]></nextgroup><recordset>{record(1)}</recordset></datastore>"
    first = page(f'<script type="text/xml">{store}</script><script>var totalRecord:2, perPage:20, proxyUrl:"{more}"</script>')
    answer = html(f"<datastore><totalrecord>2</totalrecord><recordset>{record(2)}</recordset></datastore>")
    return {"/col/col84242/index.html": first, "/module/web/jpage/dataproxy.jsp": answer}


def _jpaas(wanted):
    query = "{'webId':'1','pageId':'2','parseType':'bulidstatic','pageType':'column','tagId':'列表','tplSetId':'x'}"

    def unit(asked):
        number = 1 if "%22pageNo%22%3A1%2C" in asked.path else 2 if "%22pageNo%22%3A2%2C" in asked.path else 3
        inner = f"<ul>{row(f'/jpaas/n{number}.html', wanted[number])}</ul>" if number < 3 else "<ul></ul>"
        return data(json.dumps({"data": {"html": inner}}, ensure_ascii=False))

    return {
        "/col/col2/index.html": page(f'<script src="unitbuild.js" queryData="{query}"></script>'),
        "/api-gateway/jpaas-publish-server/front/page/build/unit": unit,
    }


def _gkmlpt(base, wanted):
    tree = [{"id": 100, "name": "通知公告", "children": [{"id": 101, "name": "工作要点", "children": []}]}]
    index = f"<script>window._CONFIG = {{ SID: '760001', TREE:{json.dumps(tree, ensure_ascii=False)}, x: 1 }}</script>"

    def listing(asked):
        number = 1 if "page=1" in asked.path else 2
        article = {
            "id": number,
            "title": wanted[number],
            "url": f"{base}/gkmlpt/n{number}.html",
            "display_publish_time": "2023-04-13 10:00:00",
            "attachment": [{"name": "分工表.docx", "url": f"{base}/gkmlpt/files/{number}.docx"}],
        }
        return data(json.dumps({"classify": {"post_count": 101}, "articles": [article]}, ensure_ascii=False))

    file = Reply(b"PK\x03\x04 a table", headers=(("Content-Type", "application/octet-stream"),))
    return {
        "/gkmlpt/index": page(index),
        "/gkmlpt/api/all/101": listing,
        "/gkmlpt/files/1.docx": file,
        "/gkmlpt/files/2.docx": file,
    }


def _json(base, wanted):
    def library(asked):
        number = 1 if "p=1&" in asked.path else 2
        one = {"title": f"<em>政务</em>公开：{wanted[number]}", "url": f"{base}/library/n{number}.html", "pubtime": 1681344000000}
        return data(json.dumps({"searchVO": {"totalCount": 2, "listVO": [one]}}, ensure_ascii=False))

    def api(asked):
        number = 1 if asked.form == "pageIndex=1" else 2
        one = {"TITLE": wanted[number], "URL": f"{base}/api/n{number}.html", "DAY": "2023-04-13"}
        return data(json.dumps({"data": {"allRow": 2, "list": [one]}}, ensure_ascii=False))

    return {"/search-gov/data": library, "/loadData": api}


def _plain(wanted):
    return {
        "/pages/": page(f"<ul>{row('n1.html', wanted[1], '2023年4月13日')}</ul><a href='list2.html'>下一页</a>"),
        "/pages/list2.html": page(f"<ul>{row('n2.html', wanted[2])}</ul><a href='javascript:void(0)'>下一页</a>"),
        "/portal/": page("<a href='/portal/zwgk/'>政府信息公开</a><a href='/portal/news/'>图片新闻</a>"),
        "/portal/zwgk/": page(f"<ul>{row('../n1.html', wanted[1])}</ul><script>createPageHTML(2, 0, 'index', 'html')</script>"),
        "/portal/zwgk/index_1.html": page(f"<ul>{row('../n2.html', wanted[2])}</ul>"),
    }


def _feeds(base, wanted):
    def item(number):
        return f"<item><title><![CDATA[{wanted[number]}]]></title><link>{base}/feed/n{number}.html</link><pubDate>Thu, 13 Apr 2023 08:00:00 +0800</pubDate></item>"

    rss = f"<?xml version='1.0'?><rss><channel><title>通知</title><link>{base}/</link>{item(1)}{item(2)}</channel></rss>"
    maps = f"<sitemapindex><sitemap><loc>{base}/map1.xml.gz</loc></sitemap></sitemapindex>"
    entries = "".join(f"<url><loc>{base}/map/n{n}.html</loc><lastmod>2023-04-13</lastmod></url>" for n in (1, 2))
    packed = gzip.compress(f"<urlset>{entries}<url><loc>{base}/about.html</loc></url></urlset>".encode())
    xml = (("Content-Type", "application/xml"),)
    return {
        "/feed.xml": Reply(rss.encode(), headers=xml),
        "/sitemap.xml": Reply(maps.encode(), headers=xml),
        "/map1.xml.gz": Reply(packed, headers=(("Content-Type", "application/gzip"),)),
    }
