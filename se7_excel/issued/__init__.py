"""What an issued table says: Appendix 1 as somebody sent it, read from text, CSV, Word or a sheet, and never mended."""
