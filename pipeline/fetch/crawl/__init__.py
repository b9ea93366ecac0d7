"""Scrapy as the driver: robots.txt, pace, retries, redirects and limits are its; what to fetch and what came of it are ours."""
