"""Invented names that collide in a search: with and without accents, one inside another, as first and as last name."""

FIRST_NAMES = [
    "Ana", "Anna", "Anabel", "Mariana", "María", "Maria", "José", "Jose", "Joseph", "Luis", "Luisa", "Linh", "Kim",
    "Nguyen", "Cruz", "James", "Jamesina", "Zoë", "Zoe", "André", "Andre", "Andrea", "Reyes", "Omar", "Mei", "Grace",
]  # fmt: skip
LAST_NAMES = [
    "Garcia", "García", "Garcia-Lopez", "Lopez", "López", "Nguyen", "Nguyễn", "Cruz", "de la Cruz", "Santa Cruz",
    "Muñoz", "Munoz", "O'Brien", "Obrien", "Smith", "Smithson", "Kim", "Kimball", "Reyes", "Los Reyes", "James",
    "Jameson", "Tran", "Trân", "Li", "Lin", "Lindgren", "Brown", "Browne", "Peña", "Pena", "Penaloza",
]  # fmt: skip
CITIES = ["Northgate", "Riverside Park", "Hillcrest", "Alder Creek", "Las Peñas"]
