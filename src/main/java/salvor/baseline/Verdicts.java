package salvor.baseline;

import java.nio.IntBuffer;
import java.util.List;

/**
 * The judgement of every row of an {@link salvor.evidence.Observations}.
 *
 * @param perRow the number of each row's judgement
 * @param judgements the distinct judgements
 */
public record Verdicts(IntBuffer perRow, List<Judgement> judgements) {
  public Verdicts {
    judgements = List.copyOf(judgements);
  }

  /** The judgement of a row. */
  public Judgement judgement(int row) {
    return judgements.get(perRow.get(row));
  }

  /** The verdict on a row. */
  public Verdict verdict(int row) {
    return judgement(row).verdict();
  }
}
