"""How well the checks find what is wrong, and which cell it is: copies of a company, what can slip, suspects."""
