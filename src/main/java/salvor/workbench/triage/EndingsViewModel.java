package salvor.workbench.triage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.casefile.Acceptance;
import salvor.casefile.OpenedCase;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.report.EndingWords;
import salvor.triage.Ending;
import salvor.triage.Endings;
import salvor.triage.Finding;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;
import salvor.workbench.wording.Moments;

/** Whether what the open findings tell of is over; looked for elsewhere, and after each edit. */
public final class EndingsViewModel {
  private final OpenedCase opened;
  private final List<Finding> findings;
  private final long unknown;
  private final Selection selection;
  private final NewestFirst<List<Finding>, List<Ending>> look;
  private @Nullable List<Finding> open;
  private final ReadOnlyObjectWrapper<List<Ending>> endings =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");

  /**
   * @param findings of the case, in any order
   * @param counts how many observations have each verdict
   * @param fx where properties change
   */
  public EndingsViewModel(
      OpenedCase opened,
      List<Finding> findings,
      Map<Verdict, Long> counts,
      Selection selection,
      Jobs jobs,
      Executor fx) {
    this.opened = opened;
    this.findings = List.copyOf(findings);
    this.unknown = counts.getOrDefault(Verdict.UNKNOWN, 0L);
    this.selection = selection;
    this.look =
        new NewestFirst<>(
            "whether it is over",
            jobs,
            fx,
            true,
            (of, progress) -> Endings.of(opened.evidence(), opened.verdicts(), of, progress),
            this::show,
            cause -> state.set("Whether it is over could not be looked for: " + cause));
    opened.edits().watch(() -> fx.execute(this::ask));
    ask();
  }

  private void ask() {
    Map<Integer, Acceptance> accepted = Acceptance.of(findings, opened.marks());
    List<Finding> now =
        findings.stream()
            .filter(finding -> {
              Acceptance how = accepted.get(finding.row());
              return how == null || !how.whole();
            })
            .toList();
    if (!now.equals(open)) {
      open = now;
      state.set("Looking whether it is over\u2026");
      look.ask(now);
    }
  }

  private void show(List<Ending> found) {
    endings.set(found);
    state.set(found.isEmpty() ? words().nothing(!findings.isEmpty(), unknown) : "");
  }

  /** The words for what was found, with times as they are told now. */
  EndingWords words() {
    Observations all = opened.evidence().observations();
    long first = all.timed() == 0 ? 0 : all.time(0);
    long last = all.timed() == 0 ? 0 : all.time(all.timed() - 1);
    return new EndingWords(
        all,
        new EndingWords.Medium() {
          @Override
          public String clock(long nanos) {
            return Moments.brief(nanos, first, last);
          }

          @Override
          public String length(long nanos) {
            return Moments.length(nanos);
          }

          @Override
          public String record(int row) {
            return "its record"; // the fact leads there
          }
        });
  }

  /** Selects an event, which shows it on the timeline. */
  public void go(int row) {
    selection.select(row);
  }

  /** Pod by pod, what is certainly not over first. */
  public ReadOnlyObjectProperty<List<Ending>> endings() {
    return endings.getReadOnlyProperty();
  }

  /** What is being done, or why there is nothing to tell; empty when all is said. */
  public ReadOnlyStringProperty state() {
    return state.getReadOnlyProperty();
  }
}
