"""What people install, built from the checkout: one file for each system, and what they share in `common`."""
