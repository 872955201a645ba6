"""What leaves the building: the container, its signature, the PDFs, the workbook and the record."""
