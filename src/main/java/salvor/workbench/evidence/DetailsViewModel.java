package salvor.workbench.evidence;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
import salvor.jobs.Progress;
import salvor.report.NaiveWords;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.OrderWords;

/**
 * The selected observation in words, and its raw record, which is fetched as soon as it is
 * selected.
 */
public final class DetailsViewModel {
  private static final int MOST_LINKS = 12;

  private Observations observations;
  private Verdicts verdicts;
  private List<Source> sources;
  private final Selection selection;
  private IntBuffer sameFact;
  private Map<String, String> cautions = Map.of();
  private final NewestFirst<RecordRef, RawText> fetch;
  private final NewestFirst<RecordRef, OptionalInt> find;
  private final ReadOnlyObjectWrapper<@Nullable Details> details = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RawText> raw =
      new ReadOnlyObjectWrapper<>(new RawText.Fetching());

  /**
   * The details of whatever the selection names.
   *
   * @param sameFact for each row another one that tells of the same fact, and so round, -1 when no
   *     other row does
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
    this.find =
        new NewestFirst<>(
            "explaining record",
            jobs,
            fx,
            true,
            this::find,
            found -> found.ifPresent(selection::select),
            _ -> {});
    selection.row().subscribe(row -> show(row.intValue()));
  }

  /**
   * Has later evidence in place of the one before; {@link #again} shows what is then selected.
   *
   * @param same as for the evidence before
   */
  public void grow(Evidence evidence, Verdicts judged, IntBuffer same) {
    observations = evidence.observations();
    verdicts = judged;
    sources = evidence.sources();
    sameFact = same;
  }

  /** Shows what is selected, if it is not shown. */
  public void again() {
    show(selection.row().get());
  }

  private void show(int row) {
    if (row < 0 || row >= observations.size()) {
      details.set(null);
      return;
    }
    Details shown =
        Details.of(
            observations.get(row),
            row < observations.timed()
                ? OrderWords.of(observations, row)
                : NaiveWords.of(observations, row),
            observations.clocks().of(observations.sourceId(row)),
            verdicts.judgement(row),
            sources,
            linked(row),
            cautions);
    Details before = details.get();
    boolean other = before == null || !before.ref().equals(shown.ref());
    if (other) {
      raw.set(new RawText.Fetching());
    }
    details.set(shown);
    if (other) {
      fetch.ask(shown.ref());
    }
  }

  /** What is to be known of baselines, by name, wherever one of them judged. */
  public void cautions(Map<String, String> byBaseline) {
    if (!cautions.equals(byBaseline)) {
      cautions = Map.copyOf(byBaseline);
      show(selection.row().get());
    }
  }

  private List<Details.Link> linked(int row) {
    List<Details.Link> linked = new ArrayList<>();
    for (int other = sameFact.get(row);
        other >= 0 && other != row && linked.size() < MOST_LINKS;
        other = sameFact.get(other)) {
      linked.add(
          new Details.Link(
              other,
              observations.kind(other).words()
                  + ", "
                  + Details.record(observations.source(other), sources)));
    }
    linked.sort(Comparator.comparingInt(Details.Link::row));
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

  /** Selects the observation whose record explains the selected one, as soon as it is found. */
  public void goToCause() {
    Details shown = details.get();
    if (shown != null && shown.cause() != null) {
      find.ask(shown.cause());
    }
  }

  /** Empty where the record was no observation: the link's text still names its place. */
  private OptionalInt find(RecordRef ref, Progress progress) {
    for (int row = 0; row < observations.size(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.size(), "finding the record");
      }
      if (observations.columns().line().get(row) == ref.line()
          && observations.source(row).equals(ref)) {
        return OptionalInt.of(row);
      }
    }
    return OptionalInt.empty();
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
