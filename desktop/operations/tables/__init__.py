"""Tables of values as other offices export them: read with care, nothing guessed."""
