"""Papers beside the plan itself: what a family takes along, and what a worker takes to court."""
