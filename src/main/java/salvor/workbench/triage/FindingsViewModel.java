package salvor.workbench.triage;

import java.util.BitSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.triage.Finding;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.selection.Span;
import salvor.workbench.wording.Moments;

/** The findings from worst to least, and which of them the selected event belongs to. */
public final class FindingsViewModel {
  private static final long MARGIN = 5_000_000_000L;

  private final List<Finding> findings;
  private final LongSummaryStatistics times;
  private final long out;
  private final Selection selection;
  private final ReadOnlyObjectWrapper<List<Finding>> inSight;
  private final ReadOnlyIntegerWrapper current = new ReadOnlyIntegerWrapper(-1);
  private final ReadOnlyObjectWrapper<@Nullable Span> framed = new ReadOnlyObjectWrapper<>();

  /**
   * The findings of a case, in the order given.
   *
   * @param out how many observations are out of profile
   */
  public FindingsViewModel(List<Finding> findings, long out, Selection selection, Sight sight) {
    this.findings = List.copyOf(findings);
    this.times =
        findings.stream()
            .flatMap(f -> Stream.of(f.first(), f.last()))
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .summaryStatistics();
    this.out = out;
    this.inSight = new ReadOnlyObjectWrapper<>(this.findings);
    this.selection = selection;
    selection.row().subscribe(row -> current.set(findingOf(row.intValue())));
    sight.rows().subscribe(this::see);
  }

  private void see(@Nullable BitSet rows) {
    inSight.set(rows == null ? findings : findings.stream().filter(f -> touches(f, rows)).toList());
    current.set(findingOf(selection.row().get()));
  }

  private static boolean touches(Finding finding, BitSet rows) {
    for (int i = 0; i < finding.rows().limit(); i++) {
      if (rows.get(finding.rows().get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Selects the event that stands for a finding, and asks for its time to be framed. */
  public void choose(int index) {
    Finding finding = inSight.get().get(index);
    Long first = finding.first();
    Long last = finding.last();
    if (first != null && last != null) {
      framed.set(null); // the same finding may be framed once more
      framed.set(Span.between(first - MARGIN, last + MARGIN));
    }
    selection.select(finding.row());
  }

  private int findingOf(int row) {
    List<Finding> shown = inSight.get();
    for (int i = 0; i < shown.size() && row >= 0; i++) {
      if (contains(shown.get(i), row)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean contains(Finding finding, int row) {
    int low = finding.rows().position();
    int high = finding.rows().limit() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int there = finding.rows().get(middle);
      if (there == row) {
        return true;
      }
      if (there < row) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }

  /** What to say when there is no finding. */
  public String whyEmpty() {
    return out == 0
        ? "Nothing is out of profile. What could not be judged is not listed here: it is drawn as Unknown on the timeline."
        : "No finding was made of "
            + Moments.count(out, "event")
            + " out of profile. Press . on the timeline to see each.";
  }

  /** Whether all findings are of one day. */
  public boolean oneDay() {
    return times.getCount() == 0 || Moments.sameDay(times.getMin(), times.getMax());
  }

  /** The findings, the worst first. */
  public List<Finding> findings() {
    return findings;
  }

  /** Those of which the filter leaves something, the worst first. */
  public ReadOnlyObjectProperty<List<Finding>> inSight() {
    return inSight.getReadOnlyProperty();
  }

  /** The place among those in sight of the one that the selected event belongs to; -1 for none. */
  public ReadOnlyIntegerProperty current() {
    return current.getReadOnlyProperty();
  }

  /** The time that the timeline should show for the finding chosen last. */
  public ReadOnlyObjectProperty<@Nullable Span> framed() {
    return framed.getReadOnlyProperty();
  }
}
