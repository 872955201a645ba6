"""Pledgebook: prepare a country's submission to the International Migration Review Forum."""

__version__ = "0.4.0"
