"""What is offered for time currency, honours, trainings, evaluations and stars asked for."""
