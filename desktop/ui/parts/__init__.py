"""Small things that several pages are put together from."""
