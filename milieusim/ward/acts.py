"""Acts and phases: which functions of the ward a person is asked for, and may do in a way of their own.

An act is a function `(ward, resident)` or `(ward, staff)`, perhaps with more arguments, that does one thing for one
person. The agents engine makes it a method of the agents; overriding it there changes what that person does wherever
a phase asks.
"""

OF_RESIDENTS, OF_STAFF = {}, {}


def act(function):
    """Note a function as something that a resident does; return it unchanged."""
    OF_RESIDENTS[function.__name__] = function
    return function


def staff_act(function):
    """Note a function as something that a member of staff does; return it unchanged."""
    OF_STAFF[function.__name__] = function
    return function
