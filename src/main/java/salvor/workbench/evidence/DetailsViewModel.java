package salvor.workbench.evidence;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.RawRecords;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;

/**
 * The selected observation in words, and its raw record, which is fetched as soon as it is
 * selected.
 */
public final class DetailsViewModel {
  private static final long LINKED_WITHIN = 1_000_000_000L;
  private static final int MOST_LINKS = 12;

  private final Observations observations;
  private final Verdicts verdicts;
  private final List<Source> sources;
  private final Selection selection;
  private final IntBuffer sameFact;
  private final NewestFirst<RecordRef, RawText> fetch;
  private final ReadOnlyObjectWrapper<@Nullable Details> details = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RawText> raw =
      new ReadOnlyObjectWrapper<>(new RawText.Fetching());

  /**
   * The details of whatever the selection names.
   *
   * @param sameFact for each row the first row that tells of the same fact, -1 when no other row
   *     does
   */
  public DetailsViewModel(
      Evidence evidence,
      Verdicts verdicts,
      IntBuffer sameFact,
      RawRecords records,
      Selection selection,
      Jobs jobs,
      Executor fx) {
    this.observations = evidence.observations();
    this.verdicts = verdicts;
    this.sources = evidence.sources();
    this.sameFact = sameFact;
    this.selection = selection;
    this.fetch =
        new NewestFirst<>(
            "raw record",
            jobs,
            fx,
            true,
            (ref, _) -> RawText.of(records.read(ref)),
            raw::set,
            cause -> raw.set(new RawText.Missing(missing(cause))));
    selection.row().subscribe(row -> show(row.intValue()));
  }

  private void show(int row) {
    if (row < 0 || row >= observations.size()) {
      details.set(null);
      return;
    }
    Details shown =
        Details.of(observations.get(row), verdicts.judgement(row), sources, linked(row));
    raw.set(new RawText.Fetching());
    details.set(shown);
    fetch.ask(shown.ref());
  }

  /**
   * Records of one fact differ in time by little: the rows from the first one on are looked
   * through.
   */
  private List<Details.Link> linked(int row) {
    int first = sameFact.get(row);
    List<Details.Link> linked = new ArrayList<>();
    for (int other = Math.max(0, first);
        first >= 0 && other < observations.timed() && linked.size() < MOST_LINKS;
        other++) {
      if (observations.time(other) - observations.time(first) > LINKED_WITHIN) {
        break;
      }
      if (other != row && sameFact.get(other) == first) {
        linked.add(
            new Details.Link(
                other,
                observations.kind(other).words()
                    + ", "
                    + Details.record(observations.source(other), sources)));
      }
    }
    return linked;
  }

  /** Selects a linked observation. */
  public void go(Details.Link link) {
    selection.select(link.row());
  }

  private static String missing(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  /** Selects the observation whose record explains the selected one. */
  public void goToCause() {
    Details shown = details.get();
    if (shown != null && shown.cause() != null) {
      selection.select(find(shown.cause()));
    }
  }

  private int find(RecordRef ref) {
    for (int row = 0; row < observations.size(); row++) {
      if (observations.columns().line().get(row) == ref.line()
          && observations.source(row).equals(ref)) {
        return row;
      }
    }
    return selection
        .row()
        .get(); // the cause is a record that was no observation: the link's text still names its
    // place
  }

  /** The selected observation, null when none is selected. */
  public ReadOnlyObjectProperty<@Nullable Details> details() {
    return details.getReadOnlyProperty();
  }

  /** Its raw record. */
  public ReadOnlyObjectProperty<RawText> raw() {
    return raw.getReadOnlyProperty();
  }
}
