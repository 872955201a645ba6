"""The languages that Pledgebook speaks: translations, numbers, and texts in one form of Unicode."""
