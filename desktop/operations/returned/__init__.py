"""What comes back in a workbook or a Word file: read cell by cell, compared with what left, and never half taken."""
