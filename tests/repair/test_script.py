"""Traditional script, Taiwan's and Hong Kong's words, names that must stay, and readings in brackets."""

import pytest

from pipeline.repair.writing.script import simplified

HEAD = "市人民政府辦公室關於印發2023年工作要點的通知"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("釋出單位：鶴壁市政務資訊中心，完成影片資源平臺建設", "发布单位：鹤壁市政务信息中心，完成视频资源平台建设"),
        ("強化網路安全，資訊系統備案，推進專案審批", "强化网络安全，信息系统备案，推进项目审批"),
        ("升級入口網站和應用程式，優化小程式", "升级门户网站和应用程序，优化小程序"),
        ("建設大資料中心和人工智慧實驗室", "建设大数据中心和人工智能实验室"),
        ("發展迴圈經濟，最佳化功能分割槽", "发展循环经济，优化功能分区"),
        ("國家安全域性會同軍分割槽，提高價效比", "国家安全局会同军分区，提高性价比"),
        ("保護智慧財產權，培育晶片和積體電路企業", "保护知识产权，培育芯片和集成电路企业"),
        ("使用者以簡訊、網路和部落格反映", "用户以短信、网络和博客反映"),
        ("伺服器、螢幕和感測器的支援", "服务器、屏幕和传感器的支持"),
        ("數位政府最佳化資料庫，服務物件全覆蓋，社群治理", "数字政府优化数据库，服务对象全覆盖，社区治理"),
    ],
)
def test_words_of_taiwan_become_those_of_the_mainland_where_two_show_them(printed, meant, mended):
    assert mended(HEAD, printed) == [simplified(HEAD), meant]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("拍攝電視劇和影片，完善檔案資料", "拍摄电视剧和影片，完善档案资料"),
        ("專案組提高產品品質，增強應急支援能力", "专案组提高产品品质，增强应急支援能力"),
        ("社群網路建設", "社群网路建设"),
        ("釋出動員令", "释出动员令"),
    ],
)
def test_one_such_word_alone_shows_nothing(printed, meant, mended):
    assert mended(HEAD, printed)[1] == meant


def test_a_word_used_on_both_sides_stays_where_the_page_prints_its_counterpart_too(mended):
    printed = "釋出資訊，公安機關成立專案小組，推進重點項目，提高品質和質量"
    assert mended(HEAD, printed)[1] == "发布信息，公安机关成立专案小组，推进重点项目，提高品质和质量"


def test_a_group_for_a_case_is_no_group_for_a_project(mended):
    assert mended(HEAD, "釋出資訊，成立專案組，推進專案")[1] == "发布信息，成立专案组，推进项目"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("隨著衞生健康工作推進，著力解決問題", "随着卫生健康工作推进，着力解决问题"),
        ("圍繞著發展大局，著眼長遠，沿著既定方向", "围绕着发展大局，着眼长远，沿着既定方向"),
        ("成效顯著、著名專家、專著和論著、土著居民", "成效显著、著名专家、专著和论著、土著居民"),
        ("乾安縣、乾縣、乾潭鎮、乾佑街道、乾州街道抗旱防乾旱", "乾安县、乾县、乾潭镇、乾佑街道、乾州街道抗旱防干旱"),
        ("幹部、若干、干預、樹幹、乾淨、乾燥", "干部、若干、干预、树干、干净、干燥"),
        ("瀋陽市和沈丘縣", "沈阳市和沈丘县"),
        ("餘姚市、余江區、餘干縣、其餘各縣", "余姚市、余江区、余干县、其余各县"),
        ("於潛鎮、於都縣、關於、于洪區", "於潜镇、于都县、关于、于洪区"),
        ("鄉里、公里、里程碑、這裏、這裡", "乡里、公里、里程碑、这里、这里"),
        ("皇后鎮、天后宮、會後、今後、後勤", "皇后镇、天后宫、会后、今后、后勤"),
        ("范縣模範、規範和範圍", "范县模范、规范和范围"),
        ("鍾祥市、鍾山區、時鐘", "钟祥市、钟山区、时钟"),
        ("岳陽市、嶽麓區、五嶽、岳池縣", "岳阳市、岳麓区、五岳、岳池县"),
        ("雲南、雲端、人云亦云", "云南、云端、人云亦云"),
        ("只有三隻船隻", "只有三只船只"),
        ("發展、理髮店、發佈、開發區", "发展、理发店、发布、开发区"),
        ("關係、聯繫、體系", "关系、联系、体系"),
        ("恢復、複雜、複核、答覆、覆蓋", "恢复、复杂、复核、答复、覆盖"),
        ("瞭望臺、瞭解情況", "瞭望台、了解情况"),
        ("如臯市、敍永縣、塩城、畢昇故里", "如皋市、叙永县、盐城、毕昇故里"),
        ("徵收、長征、儀徵市、特徵", "征收、长征、仪征市、特征"),
        ("規畫和計畫", "规划和计划"),
    ],
)
def test_characters_with_two_origins_go_where_their_word_says(printed, meant, mended):
    assert mended(HEAD, printed)[1] == meant


@pytest.mark.parametrize(
    "text", ["於潜镇和乾佑街道", "瞭望、显著、原著", "支援、品质、影片、专案组、社群", "网路安全、资讯科技、最佳化", "衞视和毕昇"]
)
def test_a_page_in_simplified_script_keeps_its_words(text, mended):
    assert mended("关于印发2023年工作要点的通知", text)[1] == text


def test_a_traditional_paragraph_of_a_simplified_page_is_converted_alone(mended):
    lines = ("关于印发2023年工作要点的通知", "各縣區人民政府，市政府各部門：隨著工作推進，現印發給你們。", "於潜镇和瞭望塔")
    assert mended(*lines) == [lines[0], "各县区人民政府，市政府各部门：随着工作推进，现印发给你们。", lines[2]]


def test_one_line_of_the_other_script_leaves_no_heading_behind(mended):
    lines = (
        "买彩票就上这个网站，开户送现金，欢迎访问我们的官方网页",
        "一、深入實施數字經濟",
        "（責任單位：市經信局）",
        "各級財政局應當撥付經費。",
        "毕昇故里办公室",
    )
    assert mended(*lines)[1:] == ["一、深入实施数字经济", "（责任单位：市经信局）", "各级财政局应当拨付经费。", "毕昇故里办公室"]


READINGS = "鄉(xiāng)鎮(zhèn)、縣(xiàn)、區(qū)"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("盱眙（xū yí）县", "盱眙县"),
        ("盱眙（xūyí）县、盱眙（Xū Yí）县", "盱眙县、盱眙县"),
        ("嵊 (shèng) 州", "嵊 州"),
        ("嵊（音shèng）州、嵊（读音：shèng）州", "嵊州、嵊州"),
        ("嵊[shèng]州、嵊【shèng】州、嵊〔shèng〕州", "嵊州、嵊州、嵊州"),
        ("婺(wù)源、亳( bó )州", "婺源、亳州"),
        ("港(ɡǎnɡ)口、綠(lǜ)色", "港口、绿色"),
    ],
)
def test_readings_in_every_bracket_go_where_the_page_is_full_of_them(printed, meant, mended):
    assert mended(READINGS, printed)[1] == meant


@pytest.mark.parametrize(
    "text",
    [
        "嵊（音shèng）州市人民政府",
        "盱眙（xū yí）县人民政府",
        "亳（bó）州市和婺（wù）源县",
        "方案(Plan A)、项目（Xiàn）",
        "系统（an he）",
    ],
)
def test_a_few_readings_behind_rare_names_are_the_notices_own(text, mended):
    assert mended(text, "关于印发2023年工作要点的通知")[0] == text


@pytest.mark.parametrize("text", ["方案(Plan)、接口(API)、办公(OA)", "人员(ren yuan)、系统[xi tong]", "甲(a)、乙(b)、丙(c d)"])
def test_letters_in_brackets_that_are_no_readings_stay_beside_readings(text, mended):
    assert mended(READINGS, text)[1] == text


CONVERTED = "釋出政務資訊，最佳化入口網站"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("深化相對集中行政許可權改革，設定訪問許可權", "深化相对集中行政许可权改革，设定访问权限"),
        ("確定聯絡員一名，主動聯絡企業", "确定联络员一名，主动联系企业"),
        ("做好對口支援，支援鄉村建設", "做好对口支援，支持乡村建设"),
        ("成立專案組，建設重點專案", "成立专案组，建设重点项目"),
        ("更新通訊錄，建設通訊基站", "更新通讯录，建设通信基站"),
        ("開展醫保稽核，完成稽核發布", "开展医保稽核，完成审核发布"),
        ("檢查防護裝置，更新裝置", "检查防护装置，更新设备"),
    ],
)
def test_words_of_the_mainland_that_hold_a_converters_word_stay(printed, meant, mended):
    assert mended(HEAD, CONVERTED, printed)[2] == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("提升服務品質和管理水準", "提升服务品质和管理水准"),
        ("邀請數位專家，透過媒體公布", "邀请数位专家，透过媒体公布"),
        ("招募志工，回饋社會", "招募志工，回馈社会"),
    ],
)
def test_what_no_converter_writes_stays_on_a_page_of_the_mainland(printed, meant, mended):
    assert mended("青川縣人民政府辦公室關於印發要點的通知", CONVERTED, printed)[2] == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("提升服務品質和管理水準", "提升服务质量和管理水平"),
        ("透過網路招募志工", "通过网络招募志愿者"),
        ("興建捷運與幼稚園", "兴建地铁与幼儿园"),
    ],
)
def test_a_page_of_taiwan_is_said_in_the_words_of_the_mainland(printed, meant, mended):
    assert mended("新北市政府資訊室年度工作計畫", "網路服務", printed)[2] == meant


def test_one_word_proves_no_converter(mended):
    lines = ("青川縣人民政府辦公室關於印發要點的通知", "報送政務資訊，推進專案行動，支援西部建設", "行政許可權和許可權")
    assert mended(*lines)[1:] == ["报送政务资讯，推进专案行动，支援西部建设", "行政许可权和许可权"]


@pytest.mark.parametrize(
    ("title", "printed", "meant"),
    [
        ("乾安縣人民政府辦公室關於印發任務的通知", "乾政辦發〔2022〕9號", "乾政办发〔2022〕9号"),
        ("乾縣人民政府關於印發任務的通知", "根據乾辦字〔2021〕1號要求", "根据乾办字〔2021〕1号要求"),
        ("乾縣教育局關於印發任務的通知", "乾教發[2021]3號", "乾教发[2021]3号"),
        ("乾安縣人民政府辦公室關於印發任務的通知", "乾安縣農業農村局購置乾燥設備", "乾安县农业农村局购置干燥设备"),
        ("餘干縣人民政府關於印發任務的通知", "乾政發〔2021〕3號", "干政发〔2021〕3号"),
        ("乾縣人民政府關於印發任務的通知", "乾淨整潔，幹部帶頭", "干净整洁，干部带头"),
    ],
)
def test_a_place_keeps_its_sign_in_the_numbers_of_its_notices_alone(title, printed, meant, mended):
    assert mended(title, printed)[1] == meant
