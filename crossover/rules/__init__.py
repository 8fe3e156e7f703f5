"""Who may do what with clearances, XOVER1 and the WTWCC 10B, and if not, why."""
