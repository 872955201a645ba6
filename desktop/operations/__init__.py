"""What people do, one file a deed. Each takes values, gives a result and what changed, and knows no window."""
