"""An official document (公文) as a structure, laid out twice by GB/T 9704-2012: as DOCX for an office, as PDF for the printer."""
