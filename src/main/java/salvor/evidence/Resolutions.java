package salvor.evidence;

import java.util.Arrays;
import java.util.Optional;

/**
 * How fine the sources tell their times, found in the digits of the times and not in what a format
 * promises: nine digits of which the last six are always zero are milliseconds.
 *
 * <p>A source is as fine as the finest of its times, since writers cut zeros at the end. But a time
 * that is written without a fraction is taken for a whole second also in a finer source: some mix
 * records of two clocks, and the zeros of the finer one would be a claim that nobody made.
 */
public final class Resolutions {
  private static final Resolution[] UNITS = Resolution.values();
  private static final byte NOTHING = (byte) UNITS.length;

  private final Observations observations;
  private byte[] ofSource = {};

  Resolutions(Observations observations) {
    this.observations = observations;
    for (int row = 0; row < observations.timed(); row++) {
      int source = observations.sourceId(row);
      if (source >= ofSource.length) {
        int before = ofSource.length;
        ofSource = Arrays.copyOf(ofSource, source + 8);
        Arrays.fill(ofSource, before, ofSource.length, NOTHING);
      }
      if (ofSource[source] > 0) {
        byte here = (byte) Resolution.of(observations.recordedTime(row)).ordinal();
        ofSource[source] = (byte) Math.min(ofSource[source], here);
      }
    }
  }

  /** How fine a source tells times; empty when it tells none. */
  public Optional<Resolution> ofSource(int source) {
    return source >= ofSource.length || ofSource[source] == NOTHING
        ? Optional.empty()
        : Optional.of(UNITS[ofSource[source]]);
  }

  /** How fine the time of a row before {@link Observations#timed()} is told. */
  public Resolution of(int row) {
    byte form = observations.columns().timeForm().get(row);
    boolean free = form < TimeText.RFC3339 || form > TimeText.RFC3339 + 9;
    boolean whole =
        free
            ? observations.recordedTime(row) % Resolution.SECOND.nanos() == 0
            : form == TimeText.RFC3339;
    return whole ? Resolution.SECOND : UNITS[ofSource[observations.sourceId(row)]];
  }

  /** The first nanosecond at which what a row tells of was surely over. */
  public long end(int row) {
    long time = observations.time(row);
    long nanos = of(row).nanos();
    return time > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : time + nanos;
  }
}
