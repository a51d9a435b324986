"""Named ways of working, each with a fidelity from 0 (not done) to 1 (done in full)."""

from pydantic import create_model, model_validator

from milieusim.config.parts.part import Part, Share
from milieusim.vocabulary import PRACTICES, SAFEWARDS


class _Practices(Part):
    """Fidelity of each practice; `safewards` sets all ten of its interventions at once."""

    @model_validator(mode="before")
    @classmethod
    def _spread_safewards(cls, data):
        if not isinstance(data, dict) or "safewards" not in data:
            return data
        return dict.fromkeys(SAFEWARDS, data["safewards"]) | {
            name: value for name, value in data.items() if name != "safewards"
        }


Practices = create_model("Practices", __base__=_Practices, **{name: (Share, 0.0) for name in PRACTICES})
Practices.__module__ = __name__
