"""What the Compact says: objectives, principles, indicators and the definitions of every form.

Everything here is read from `forms/` once and never changed. This room knows nothing of any country.
"""
