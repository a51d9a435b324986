"""What somebody's own code is: the one policy on replaced rules, agent classes and metrics of one's own.

`function_digest` follows what such code uses, `code_text` says what it is, `whose` tells it from what is installed, and
`unseen` how what no digest can stand for is refused.
"""
