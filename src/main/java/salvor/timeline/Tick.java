package salvor.timeline;

/**
 * A mark of the time axis.
 *
 * @param time the time it stands for
 * @param label that time in the zone of the axis, as much of it as differs from tick to tick
 * @param major whether it begins a larger unit
 */
public record Tick(long time, String label, boolean major) {}
