"""Where an issuer is: divisions of today and of then, zones, document numbers and addresses as signs."""
