package salvor.workbench.evidence;

import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;
import salvor.evidence.RawRecords;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;

/** The selected observation in words, and its raw record, which is fetched as soon as it is selected. */
public final class DetailsViewModel {
  private final Observations observations;
  private final Verdicts verdicts;
  private final List<Source> sources;
  private final Selection selection;
  private final NewestFirst<RecordRef, RawText> fetch;
  private final ReadOnlyObjectWrapper<@Nullable Details> details = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RawText> raw = new ReadOnlyObjectWrapper<>(new RawText.Fetching());

  /** The details of whatever the selection names. */
  public DetailsViewModel(
      Observations observations,
      Verdicts verdicts,
      List<Source> sources,
      RawRecords records,
      Selection selection,
      Jobs jobs,
      Executor fx) {
    this.observations = observations;
    this.verdicts = verdicts;
    this.sources = List.copyOf(sources);
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
    Details shown = Details.of(observations.get(row), verdicts.judgement(row), sources);
    raw.set(new RawText.Fetching());
    details.set(shown);
    fetch.ask(shown.ref());
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
      if (observations.columns().line().get(row) == ref.line() && observations.source(row).equals(ref)) {
        return row;
      }
    }
    return selection.row().get(); // the cause is a record that was no observation: the link's text still names its place
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
