r"""taizhang: Chinese government notices that hand out work, as data.

Other programs need three names; each is imported from its own module, so that the command line starts at once:

>>> from pipeline.parse import parse
>>> from pipeline.rules import load_rules
>>> from pipeline.values import RawPage
>>> page = RawPage("a.txt", "某市2023年政务公开工作要点\n一、公开财政预算。（责任单位：市财政局）".encode())
>>> [task.text for task in parse(page, load_rules()).tasks]
['公开财政预算。']
"""
