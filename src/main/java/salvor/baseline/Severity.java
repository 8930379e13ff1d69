package salvor.baseline;

/**
 * How bad, by the fixed table of {@link Reason} and its modifiers. The order is part of the stored
 * format.
 */
public enum Severity {
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
