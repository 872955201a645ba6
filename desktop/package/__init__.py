"""What a package is made of: the container, its signature, the PDFs, the workbook and the record."""
