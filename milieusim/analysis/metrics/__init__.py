"""The metrics of a run: their register, and the field's own measures by family.

They read the raw tables of one run (`milieusim.ward.tables`) and give one number each.
"""
