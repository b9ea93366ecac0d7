"""An edge above all others: collects notices from government sites into `raw/`, politely, as an archive that lasts.

Below, pure: what a source is (`site`), what a list page says (`families`), what an answer is (`recognise`) by which words
(`knowledge`).
Above: the archive and its ledger (`archive`, `ledger`), and Scrapy as the driver (`crawl`).
"""
