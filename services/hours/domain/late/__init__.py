"""Hours that come late: entered afterwards with proof, or corrected because somebody asked."""
