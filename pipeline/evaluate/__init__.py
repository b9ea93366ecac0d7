"""How good the readings are: scores against what people annotated."""
