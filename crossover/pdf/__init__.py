"""The forms of crossover on paper."""
