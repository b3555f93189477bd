"""The shop, honours, trainings, evaluations and applications for stars."""
