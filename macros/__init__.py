"""The VBA sources, as text; `se7_excel.binding.sources` reads them, and installed they lie inside the package."""
