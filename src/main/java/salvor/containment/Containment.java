package salvor.containment;

import java.util.Set;

/**
 * How far the cutting off of a pod has come. That objects were accepted says nothing of packets:
 * only what was seen from inside the pod does, and what was seen once can be lost again.
 */
public enum Containment {
  /** It was asked for; what the cluster made of it is not known. */
  REQUESTED,
  /** The cluster has accepted all of it. Nothing is proved. */
  ACCEPTED,
  /** What answered before does not any more, and no connection that is known goes on. */
  VERIFIED,
  /** Something is blocked, and something else still passes. */
  PARTIAL,
  /** What answered before answers still. */
  NOT_ENFORCED,
  /** It was taken back. */
  LIFTED;

  /** What it can become. Something that was proved is only accepted again when its means change. */
  public Set<Containment> next() {
    return switch (this) {
      case REQUESTED -> Set.of(ACCEPTED, LIFTED);
      case ACCEPTED -> Set.of(VERIFIED, PARTIAL, NOT_ENFORCED, LIFTED);
      case VERIFIED -> Set.of(ACCEPTED, PARTIAL, NOT_ENFORCED, LIFTED);
      case PARTIAL -> Set.of(ACCEPTED, VERIFIED, NOT_ENFORCED, LIFTED);
      case NOT_ENFORCED -> Set.of(ACCEPTED, VERIFIED, PARTIAL, LIFTED);
      case LIFTED -> Set.of();
    };
  }

  /**
   * What it is after that.
   *
   * @throws IllegalStateException when it cannot become that
   */
  public Containment to(Containment then) {
    if (then != this && !next().contains(then)) {
      throw new IllegalStateException(this + " cannot become " + then);
    }
    return then;
  }

  /** What it is after a look from inside; where that proves nothing, what was accepted stays so. */
  public Containment after(Verification seen) {
    return switch (seen.result()) {
      case VERIFIED -> to(VERIFIED);
      case PARTIAL -> to(PARTIAL);
      case NOT_ENFORCED -> to(NOT_ENFORCED);
      case NOT_PROVED -> to(ACCEPTED);
    };
  }
}
