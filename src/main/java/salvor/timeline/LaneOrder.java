package salvor.timeline;

/** What decides which part of a group stands first; each group keeps its parts together. */
public enum LaneOrder {
  /** The worst class, then how much is out of profile. */
  WORST,
  /** The first event out of profile in time; those without one come last. */
  FIRST_OUT,
  /** The number of events. */
  EVENTS,
  /** The name, the Kubernetes API last. */
  NAME
}
