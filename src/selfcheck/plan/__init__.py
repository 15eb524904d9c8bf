"""From an assessment to a remediation plan: what to do, in which order and by when, on top of the last plan."""
