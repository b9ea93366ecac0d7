"""What a notice says of itself: title, issuer, number, days, addressees, signature."""
