"""The product as its users meet it: real servers, the real command line, real letters."""
