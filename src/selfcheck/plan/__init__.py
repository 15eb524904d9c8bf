"""From an assessment to a remediation plan: what to do, in which order, by when, and what the last plan already says."""
