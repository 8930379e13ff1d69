package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.timeline.TimelineModel;
import salvor.triage.ComparedAct;
import salvor.triage.Comparison;

/**
 * A comparison, and which of its acts a filter leaves; what was compared is told without it.
 *
 * @param left the acts with a row that the filter leaves, and those without any row
 * @param filter the filter's expression, null when there is none
 * @param timeline which says what of it was recorded
 */
public record ComparisonReport(
    Comparison compared, BitSet left, @Nullable String filter, TimelineModel timeline)
    implements Report {
  public ComparisonReport {
    left = (BitSet) left.clone();
  }

  /** The acts that the filter leaves, in their order. */
  List<ComparedAct> acts() {
    return IntStream.range(0, compared.acts().size())
        .filter(left::get)
        .mapToObj(compared.acts()::get)
        .toList();
  }

  /** How many acts it hides. */
  int hidden() {
    return compared.acts().size() - acts().size();
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ComparisonText.write(this, out);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    ComparisonJson.write(this, out);
  }
}
