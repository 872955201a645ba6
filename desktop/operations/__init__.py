"""What people do, one file an operation. Each takes values, gives a result and what changed, and knows no window."""
