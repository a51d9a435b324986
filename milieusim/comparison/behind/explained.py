"""The tables behind a comparison, each made when it is first asked for."""

from functools import cached_property


class Explained:
    """What a comparison can tell of why designs differ, whether they can be staffed, and who gains.

    Each table runs a limited number of pairs again, under as many sets of parameters as there are: runs of the
    comparison keep metrics only.
    """

    rates = None
    announce = None
    """Takes stage, done and total, where somebody wants to know how far the runs behind these tables are."""

    @cached_property
    def sample(self):
        """Stays and staff of some pairs (`milieusim.comparison.behind.sample.Sample`)."""
        from milieusim.comparison.behind.sample import sample_of

        return sample_of(self)

    @cached_property
    def made_of(self):
        """What each judged difference is made of (`milieusim.comparison.behind.judged_parts.made_of`)."""
        from milieusim.comparison.behind.judged_parts import made_of

        return made_of(self)

    @cached_property
    def carried_by(self):
        """Which mechanisms carried it (`milieusim.comparison.behind.mechanism_runs.carried_by`)."""
        from milieusim.comparison.behind.mechanism_runs import carried_by

        return carried_by(self)

    @cached_property
    def parted(self):
        """Where the same residents' days part first (`milieusim.comparison.behind.parting.parted`)."""
        from milieusim.comparison.behind.parting import parted

        return parted(self)

    @cached_property
    def one_day(self):
        """That day of that resident under both designs (`milieusim.comparison.behind.parting.one_day`)."""
        from milieusim.comparison.behind.parting import one_day

        return one_day(self)

    @cached_property
    def staffing(self):
        """Hours, slots, care, shifts and reported figures (`milieusim.comparison.behind.staff_tables.staffing`)."""
        from milieusim.comparison.behind.staff_tables import staffing

        return staffing(self)

    @cached_property
    def staff_hours(self):
        """Minutes asked for, there and left by role and hour (`milieusim.comparison.behind.staff_tables.staff_hours`)."""
        from milieusim.comparison.behind.staff_tables import staff_hours

        return staff_hours(self)

    @cached_property
    def day_differences(self):
        """Differences by hour of the day (`milieusim.comparison.behind.by_hour.day_differences`)."""
        from milieusim.comparison.behind.by_hour import day_differences

        return day_differences(self)

    @cached_property
    def costs(self):
        """Hours, whole-time equivalents and money by role (`milieusim.comparison.behind.costs.costs`)."""
        from milieusim.comparison.behind.costs import costs

        return costs(self)

    @cached_property
    def who(self):
        """Differences by group of residents (`milieusim.comparison.behind.who.who`)."""
        from milieusim.comparison.behind.who import who

        return who(self)

    def explanation(self):
        """Return all of these tables by name."""
        names = "made_of carried_by parted one_day staffing staff_hours day_differences costs who".split()
        return {name: getattr(self, name) for name in names}
