/* The kernel's hottest phases, written by hand in C: boredom and arousal, hazards of incidents, sleep.
   layout.h is made from the engine's own records, so that both work on the same memory. */
#include <math.h>
#include <stdint.h>
#include "layout.h"

static inline double clip01(double x) {
    double low = 0.0 > x ? 0.0 : x;
    return 1.0 < low ? 1.0 : low;
}

static inline double safe_exp(double x) {
    double low = -700.0 > x ? -700.0 : x;
    return exp(700.0 < low ? 700.0 : low);
}

static inline double uniform(uint64_t key, int64_t tick, uint64_t decision, uint64_t person) {
    uint64_t counter = ((uint64_t)(tick + TICK_OFFSET) << 43) | (decision << 35) | (person << 15);
    uint64_t x = counter * key, y = x, z = y + key, t;
    x = x * x + y; x = (x >> 32) | (x << 32);
    x = x * x + z; x = (x >> 32) | (x << 32);
    x = x * x + y; x = (x >> 32) | (x << 32);
    t = x = x * x + z; x = (x >> 32) | (x << 32);
    return (double)((t ^ ((x * x + y) >> 32)) >> 11) * (1.0 / 9007199254740992.0);
}

static inline int happens(double u, double per_hour, double hours) {
    if (u >= per_hour * hours + 1e-15) return 0;
    return u < 1.0 - safe_exp(-per_hour * hours);
}

static inline double occupied(const struct slots *slots, int64_t index, double share) {
    return index == NOBODY ? 0.0 : share * slots[index].occupation;
}

static inline void feel_boredom(const struct p *p, const struct w *w, const struct slots *slots,
                                struct resident *r) {
    if (r->is_asleep) return;
    double own = occupied(slots, r->slot_index, r->slot_share);
    own += occupied(slots, r->old_slot_index, r->old_share);
    own += occupied(slots, r->served_slot, r->served_share);
    double other = r->contact_share > r->staff_share ? r->contact_share : r->staff_share;
    double engaged = other > own ? other : own;
    engaged = 1.0 < engaged ? 1.0 : engaged;
    double idle = (1.0 - engaged) * (1.0 - p->boredom_w_programme * p->activity_programme * w->staff_present);
    double target = 1.0 - clip01(1.0 - idle);
    r->boredom = target + (r->boredom - target) * p->kept_boredom;
}

static inline double certainty(const struct p *p, const struct resident *r) {
    double weight = 1.0 + p->certainty_w_need * (r->need_structure + r->need_structure - 1.0);
    return clip01(1.0 - (1.0 - r->predictability) * weight);
}

static inline double hemmed_in(const struct p *p, const struct resident *r) {
    return r->need_autonomy * clip01(r->structure_lived - clip01(p->structure_wanted_at_most * r->need_structure));
}

static inline void feel_arousal(const struct p *p, const struct grid *g, struct resident *r) {
    double load = p->arousal_w_noise * r->noise + p->arousal_w_crowding * r->crowding
        + p->arousal_w_boredom * r->boredom + p->arousal_w_waiting * r->waiting
        + p->arousal_w_craving * r->craving;
    double clashes = p->arousal_w_conflict * r->conflict + p->arousal_w_denied * r->denied
        + p->arousal_w_limited * r->limited + p->arousal_w_demanded * r->demanded
        + p->arousal_w_changed * r->changed;
    double inner = p->arousal_w_fear * (1.0 - r->felt_safety) + p->arousal_w_worry * (1.0 - certainty(p, r))
        + p->arousal_w_hemmed_in * (hemmed_in(p, r) - p->usually_hemmed_in)
        + p->arousal_w_distress * r->distress + p->arousal_w_alertness * g->alertness;
    double body = p->arousal_w_hunger * r->hunger + p->arousal_w_sleep_lost * r->sleep_lost
        + p->arousal_w_refusal * (1.0 - r->medicated);
    double target = clip01(r->arousal_baseline + load + clashes + inner + body);
    double kept = p->kept_arousal;
    if (r->is_asleep) {
        target = target * p->arousal_asleep_share;
        kept = p->kept_arousal_asleep;
    }
    r->arousal = target + (r->arousal - target) * kept;
}

static inline double feel_provoked(const struct p *p, const struct resident *r) {
    const double *touchy = r->sensitivity;
    double first = p->beta_denied * clip01(r->denied * touchy[DENIED_REQUEST])
        + p->beta_limited * clip01(r->limited * touchy[LIMIT_SETTING])
        + p->beta_demanded * clip01(r->demanded * touchy[STAFF_DEMAND])
        + p->beta_conflict * clip01(r->conflict * touchy[RESIDENT_CONFLICT]);
    return first + p->beta_crowding * clip01(r->crowding * touchy[CROWDING])
        + p->beta_changed * clip01(r->changed * touchy[ROUTINE_CHANGE])
        + p->beta_waiting * clip01(r->waiting * touchy[WAITING])
        + p->beta_craving * clip01(r->craving * touchy[CRAVING]);
}

static inline int64_t what_happens(const struct p *p, const struct places *places, struct resident *r,
                                   uint64_t key, int64_t t) {
    r->provocation = feel_provoked(p, r);
    double strained = safe_exp(p->strain_gain * (r->strain - p->usual_strain));
    double aggression = p->aggression_base * r->frailty
        * safe_exp(p->arousal_gain * (r->arousal - p->arousal_midpoint)) * strained
        * (1.0 - p->aggression_w_coping * r->coping) * (p->unprovoked + r->provocation);
    double watched = r->observation > 0 ? p->self_harm_w_observed : 0.0;
    double self_harm = p->self_harm_base * r->self_harm_risk * r->distress * r->distress
        * (1.0 + p->self_harm_w_alone * r->alone_share) * (1.0 - p->self_harm_w_coping * r->coping)
        * (1.0 - watched);
    double wish = r->absconding_risk
        * (1.0 + p->absconding_w_craving * r->craving
           + p->absconding_w_autonomy * r->need_autonomy * (1.0 - r->autonomy))
        * (1.0 - p->absconding_w_trust * r->trust_now);
    double door = 1.0 + (p->absconding_locked_factor - 1.0) * p->locked_share;
    double status = r->is_detained ? p->absconding_detained_factor : 1.0;
    double seen = r->observation > 0 ? p->absconding_observed_factor : 1.0;
    double outside = places[r->place_index].kind == GARDEN ? p->absconding_garden_factor : 1.0;
    double absconding = p->absconding_base * (0.0 > wish ? 0.0 : wish) * door * status * seen * outside;
    double substances = p->substance_base * r->craving * safe_exp(-r->since_chance / p->substance_hours);
    double tempted = (r->need_autonomy * (1.0 - r->autonomy) + r->boredom)
        * (1.0 - p->rule_w_frailty + p->rule_w_frailty * r->frailty);
    double rules = p->rule_base * tempted * strained;
    double total = aggression + self_harm + absconding + substances + rules;
    r->hazard = total;
    r->hazard_square = total * total;
    if (!happens(uniform(key, t, INCIDENT, (uint64_t)r->number), total, p->tick_hours)) return NOBODY;
    double at = uniform(key, t, INCIDENT_KIND, (uint64_t)r->number) * total;
    if (at < aggression) return VERBAL;
    if (at < aggression + self_harm) return SELF_HARM;
    if (at < aggression + self_harm + absconding) return ABSCONDING;
    if (at < aggression + self_harm + absconding + substances) return SUBSTANCE;
    return RULE_BREAKING;
}

static inline void perhaps_fall_asleep(const struct p *p, const struct grid *g, struct resident *r,
                                       uint64_t key, int64_t t) {
    double drive = r->sleep_pressure + p->sleep_w_night * g->night - p->sleep_w_alertness * g->alertness
        - p->sleep_w_arousal * r->arousal - p->sleep_w_noise * r->noise
        - p->sleep_w_worry * (1.0 - certainty(p, r));
    double hazard = p->sleep_fastest * clip01(drive + r->sleep_need - p->sleep_threshold);
    if (hazard > 0.0 && happens(uniform(key, t, SLEEP_DRAW, (uint64_t)r->number), hazard, p->tick_hours)) {
        r->is_asleep = 1;
        r->activity = FREE_TIME;
        if (r->request_kind == ORDINARY) {
            r->has_request = 0;
            r->wait_hours = 0.0;
        }
        r->partner_bed = NOBODY;
        r->contact_share = 0.0;
        r->staff_share = 0.0;
    }
}

static inline void perhaps_wake(const struct p *p, const struct w *w, const struct grid *g, struct resident *r,
                                uint64_t key, int64_t t) {
    double drive = p->wake_threshold + p->sleep_w_alertness * g->alertness + p->sleep_w_noise * r->noise
        - r->sleep_pressure - p->sleep_w_night * g->night - r->sleep_need;
    double hazard = p->sleep_fastest * clip01(drive);
    if (w->n_on_duty > 0)
        hazard += p->night_check_per_hour * (p->night_check_least + (1.0 - p->night_check_least) * p->containment);
    if (hazard > 0.0 && happens(uniform(key, t, SLEEP_DRAW, (uint64_t)r->number), hazard, p->tick_hours)) {
        r->is_asleep = 0;
        r->must_move = g->night < 1.0;
        r->activity = FREE_TIME;
    }
}

void hot_phases(const uint64_t *key, const struct p *p, const struct w *w, struct resident *residents,
                int64_t n, const struct places *places, const struct slots *slots, const struct grid *grid,
                int64_t n_grid, int64_t first, int64_t end) {
    for (int64_t t = first; t < end; t++) {
        const struct grid *g = &grid[t % n_grid];
        for (int64_t i = 0; i < n; i++) {
            struct resident *r = &residents[i];
            if (!r->is_here || !r->is_present) continue;
            feel_boredom(p, w, slots, r);
            feel_arousal(p, g, r);
        }
        for (int64_t i = 0; i < n; i++) {
            struct resident *r = &residents[i];
            r->kind_now = NOBODY;
            if (r->is_here && r->is_present && !r->is_asleep && r->hold == NOBODY)
                r->kind_now = what_happens(p, places, r, *key, t);
        }
        for (int64_t i = 0; i < n; i++) {
            struct resident *r = &residents[i];
            if (!r->is_here || !r->is_present) continue;
            double target = r->is_asleep ? 0.0 : 1.0;
            double kept = r->is_asleep ? p->kept_pressure_asleep : p->kept_pressure_awake;
            r->sleep_pressure = target + (r->sleep_pressure - target) * kept;
            if (r->is_asleep) perhaps_wake(p, w, g, r, *key, t);
            else if (places[r->place_index].kind == BEDROOM && r->slot_index == NOBODY) perhaps_fall_asleep(p, g, r, *key, t);
        }
    }
}
