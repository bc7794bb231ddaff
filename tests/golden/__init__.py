"""Golden cases: worked examples given from outside, and the programs that answer them."""
