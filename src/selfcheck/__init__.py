"""Network-security compliance self-assessment for Chinese telecom and internet organisations."""

__version__ = "0.1.0"
