"""Named ways of working, each with a fidelity from 0 (not done) to 1 (done in full)."""

from pydantic import create_model, model_validator

from milieusim.config.part import Part, Share
from milieusim.vocabulary import PRACTICES, SAFEWARDS


class _Practices(Part):
    """Fidelity of each practice; `safewards` sets all ten of its interventions at once."""

    @model_validator(mode="before")
    @classmethod
    def _spread_safewards(cls, data):
        if not isinstance(data, dict) or "safewards" not in data:
            return data
        rest = {key: value for key, value in data.items() if key != "safewards"}
        return dict.fromkeys(SAFEWARDS, data["safewards"]) | _without_defaults(rest)


def _without_defaults(given):
    # After a dump every practice is there, at 0 unless somebody set it: `safewards` then decides.
    return {name: value for name, value in given.items() if value != 0 or name not in SAFEWARDS}


Practices = create_model("Practices", __base__=_Practices, **{name: (Share, 0.0) for name in PRACTICES})
Practices.__module__ = __name__
