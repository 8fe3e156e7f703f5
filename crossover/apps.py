from django.apps import AppConfig


class CrossoverConfig(AppConfig):
    name = "crossover"
    verbose_name = "Crossover"
