package salvor.workbench.timeline;

import salvor.timeline.Lane;

/**
 * A place on the timeline that stays where it is while lanes are moved and opened.
 *
 * @param time in nanoseconds since 1970
 */
record Spot(long time, Lane lane) {}
