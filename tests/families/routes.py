"""The families pages that name a record."""

from tests.routes import Route

ROUTES = [
    Route("families:person-new", make=lambda county: {"uuid": county.carried.family.uuid}),
    Route("families:person-edit", make=lambda county: {"uuid": county.carried.mother.uuid}, member="ais.worker"),
    Route("families:cfs-case-edit", make=lambda county: {"uuid": county.carried.cfs_case.uuid}),
    Route(
        "families:calworks-case-edit",
        make=lambda county: {"uuid": county.carried.calworks_case.uuid},
        member="ais.worker",
    ),
]
