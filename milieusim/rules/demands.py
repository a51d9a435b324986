"""Demands of the day: who does what is asked, who is prompted, and what being pressed does."""

from milieusim.rules.basics.marking import rule
from milieusim.rules.basics.numerics import clip01, logistic
from milieusim.rules.basics.units import HOURS_A_DAY


@rule
def compliance_probability(p, fit, arousal, sleep_pressure, trust, notice, say_missed):
    """Probability of doing what the day asks, when called or prompted.

    Parameters
    ----------
    p : numbers of the run
    fit : float, 0-1
        How well what is asked suits the person.
    arousal : float, 0-1
        0 settled, 1 crisis.
    sleep_pressure : float, 0-1
        0 rested, 1 as tired as can be.
    trust : float, -1 to 1
        In those on duty: -1 distrust, 1 full trust.
    notice : float, 0-1
        How far one knew that it was coming.
    say_missed : float, 0-1
        From `say_missed`.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Logistic: rises with fit, trust and notice, falls with arousal, tiredness and the say that
    one misses. What is asked is the same on every ward; whether it suits, is known and is asked by somebody
    trusted is not.

    References
    ----------
    [BC12]: refusals to get up, wash, eat, see workers and go to bed are counted as conflict; sizes were not seen.
    """
    ready = (
        p.comply_base
        + p.comply_w_fit * fit
        + p.comply_w_trust * trust
        + p.comply_w_notice * notice
        - p.comply_w_arousal * arousal
        - p.comply_w_tired * sleep_pressure
        - p.comply_w_say * say_missed
    )
    return logistic(ready)


@rule
def say_missed(p, autonomy, need_autonomy):
    """How much somebody misses the say that they came with.

    Parameters
    ----------
    p : numbers of the run
    autonomy : float, 0-1
        Sense of having a say.
    need_autonomy : float, 0-1
        Trait.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product of the share lost of `autonomy_at_admission` and of the need: who has lost nothing, or
    needs no say, misses none.

    References
    ----------
    None: assumed, see the ledger.
    """
    if p.autonomy_at_admission <= 0.0:
        return 0.0
    return clip01(need_autonomy * clip01(1.0 - autonomy / p.autonomy_at_admission))


@rule
def prompts_again(p, prompts):
    """Probability that staff ask once more after some prompts.

    Parameters
    ----------
    p : numbers of the run
    prompts : float, 0 to 20
        So far.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Sure below 1 + 2 structure prompts, never above; the fraction between is a chance. Rises with
    structure, which is paid for in minutes of prompting.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(1.0 + p.prompts_w_structure * p.structure - prompts)


@rule
def open_refusal_probability(p, demanded, arousal):
    """Probability that somebody who is prompted and does not comply refuses openly, and does not just stay away.

    Parameters
    ----------
    p : numbers of the run
    demanded : float, 0-1
        How pressed one feels.
    arousal : float, 0-1
        0 settled, 1 crisis.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Linear, clipped: rises with every time that one was pressed and with arousal. Whoever just stays
    away is let be once nobody prompts any more, and goes without; so asking often gets more done and more refused.

    References
    ----------
    [BC12]: what is counted is a refusal; how many stay away in silence was not seen.
    """
    return clip01(
        p.open_refusal_base + p.open_refusal_w_pressed * demanded + p.open_refusal_w_arousal * arousal
    )


@rule
def offers_again(p, offers, is_detained):
    """Probability that a dose is offered once more after some offers.

    Parameters
    ----------
    p : numbers of the run
    offers : float, 0 to 20
        So far.
    is_detained : bool
        Under a legal order.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. A refusal is taken as it is from those who are free to refuse; those under a legal order are
    asked a second time.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(1.0 + (p.second_offer_detained if is_detained else 0.0) - offers)


@rule
def impulse_of_demand(p, need_autonomy, warmth):
    """How hard it hits to be pressed.

    Parameters
    ----------
    p : numbers of the run
    need_autonomy : float, 0-1
        Trait.
    warmth : float, 0-1
        Of the member of staff, burnout taken off.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with the need for autonomy, falls with warmth, with validation (one is asked in
    a way that fits) and with soft words.

    References
    ----------
    [Saf15]: soft words; no effect of its own was published.
    """
    softened = (1.0 - p.demand_w_warmth * warmth) * (1.0 - p.demand_w_validation * p.validation)
    return clip01(p.impulse_demand * need_autonomy * softened * (1.0 - p.soft_words_effect * p.soft_words))


@rule
def excused_probability(p, known, arousal):
    """Probability that staff let a demand go, for a reason that lies in the person.

    Parameters
    ----------
    p : numbers of the run
    known : float, 0-1
        How far staff know the person.
    arousal : float, 0-1
        0 settled, 1 crisis.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Product: rises with validation, with how well the person is known and how unwell they are. An
    exception is seen by others, to whom it may seem unfair.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(p.excuse_at_most * p.validation * known * arousal)


@rule
def dose_is_due(p, u):
    """Whether a resident has a dose to take at a medication round.

    Parameters
    ----------
    p : numbers of the run
    u : float, 0-1 (1 excluded)
        A keyed draw, uniform.

    Returns
    -------
    bool

    Notes
    -----
    Form: assumed. A share of residents at every round.

    References
    ----------
    None: assumed, see the ledger.
    """
    return u < p.dose_due_share


@rule
def after_dose(p, medicated):
    """How far somebody is treated after a dose: towards 1 by a share.

    Parameters
    ----------
    p : numbers of the run
    medicated : float, 0-1
        Before the dose.

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Saturating step towards 1.

    References
    ----------
    None: assumed, see the ledger.
    """
    return clip01(medicated + p.dose_effect * (1.0 - medicated))


@rule
def usual_medication(p):
    """How far somebody is usually treated by medication who takes part in the rounds of the timetable.

    Parameters
    ----------
    p : numbers of the run

    Returns
    -------
    float, 0-1

    Notes
    -----
    Form: assumed. Fixed point of doses that are due and taken, and of what wears off between them;
    0 without a round.

    References
    ----------
    None: assumed, see the ledger.
    """
    taken = p.rounds_a_day * p.dose_due_share * p.usual_attendance * p.dose_effect
    return taken / (taken + HOURS_A_DAY / p.hours_medicated)
