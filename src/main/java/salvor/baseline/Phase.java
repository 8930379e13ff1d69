package salvor.baseline;

/** The part of a container's life in which something was seen. */
public enum Phase {
  START,
  STEADY,
  STOP
}
