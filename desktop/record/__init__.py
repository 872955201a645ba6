"""What the country says: entries, answers, people, scores, findings and the guided path.

Pure values and pure functions: no window, no database, no files and no clock.
"""
