/** Events that a client lets a core send ahead of it. Enough for a burst of alarms, small enough that a frozen window holds little. */
export const feedCredit = 64

/** Granted again once half is used: one credit frame for every 32 events, and the feed never runs dry in between. */
export const creditTopUp = feedCredit / 2
