"""Output formats: one module per format, found by its place here; each has SUFFIX and render(report)."""
