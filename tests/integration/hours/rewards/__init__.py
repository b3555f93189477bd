"""The shop, honours, trainings, evaluations, stars and the export of records."""
