package salvor.custody.slice;

import java.util.List;
import salvor.custody.bundle.Sealing;
import salvor.evidence.Source;

/**
 * A slice that was made.
 *
 * @param parts what became of each source
 * @param placesChanged how many observations tell less or otherwise where they happened, since what
 *     told it stayed out
 */
public record Sliced(List<Part> parts, long placesChanged, Sealing.Sealed sealed) {
  /** Copies the list. */
  public Sliced {
    parts = List.copyOf(parts);
  }

  /**
   * What became of a source.
   *
   * @param lines how many of its lines or records are in
   * @param wanted how many observations that were wanted are in
   * @param beside how many others, which could not be parted from them or give context
   * @param name where in the bundle; empty when nothing of it is in
   */
  public record Part(
      Source source, SlicePlan.Way way, long lines, long wanted, long beside, String name) {
    /** How many of its lines or records stayed out. */
    public long linesOut() {
      return source.lines() - lines;
    }

    /** How many of its observations stayed out. */
    public long out() {
      return source.observations() - wanted - beside;
    }
  }

  /** How many observations that were wanted are in. */
  public long wanted() {
    return parts.stream().mapToLong(Part::wanted).sum();
  }

  /** How many observations are in beside them. */
  public long beside() {
    return parts.stream().mapToLong(Part::beside).sum();
  }

  /** How many stayed out. */
  public long out() {
    return parts.stream().mapToLong(Part::out).sum();
  }
}
