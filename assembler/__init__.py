"""The assembler engine: merges plan data and narrative into DOCX, PDF, HTML and XLSX, and checks what it made."""
