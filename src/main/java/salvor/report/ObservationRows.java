package salvor.report;

import java.nio.IntBuffer;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.triage.SameFact;

/**
 * Observations that are to be written, in an order.
 *
 * @param evidence what was read
 * @param verdicts on every row
 * @param sameFact for each row the first row that tells of the same fact, -1 when no other row does
 * @param count how many there are
 * @param rows gives their numbers from the first on, each time anew
 */
public record ObservationRows(
    Evidence evidence,
    Verdicts verdicts,
    IntBuffer sameFact,
    int count,
    Supplier<PrimitiveIterator.OfInt> rows) {

  /** Those that the filter of a triage leaves, in the order of time. */
  public static ObservationRows of(Triage triage) {
    return new ObservationRows(
        triage.evidence(),
        triage.verdicts(),
        SameFact.links(triage.evidence().observations()),
        triage.rows().cardinality(),
        () -> triage.rows().stream().iterator());
  }
}
