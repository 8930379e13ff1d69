package salvor.workbench.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.scene.control.Tab;
import salvor.evidence.Evidence;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Each source, what became of each of its lines, and how its clock stands to those of others; the
 * clocks are compared when somebody first looks.
 */
public final class SourcesTab extends Tab {
  private final Evidence evidence;
  private final List<Entry> entries;
  private final EntryList list;

  /**
   * @param entries the sources in words, in their order
   */
  public SourcesTab(Evidence evidence, List<Entry> entries, Jobs jobs, Executor fx) {
    this.evidence = evidence;
    this.entries = entries;
    this.list = new EntryList(entries, "Sources", "There is no source.");
    OnDemand<List<SourceClock>> clocks =
        new OnDemand<>(
            "Clocks of the sources",
            progress -> SourceClock.of(evidence, progress),
            made -> made,
            jobs,
            fx);
    long unreadable = evidence.sources().stream().mapToLong(Source::unreadableCount).sum();
    setId("tab-sources");
    setText(
        "Sources "
            + entries.size()
            + (unreadable == 0 ? "" : ", " + Moments.count(unreadable, "line") + " unreadable"));
    setContent(list);
    clocks.state().subscribe(this::show);
    selectedProperty()
        .subscribe(chosen -> {
          if (chosen) {
            clocks.want();
          }
        });
  }

  private void show(OnDemand.State<List<SourceClock>> state) {
    switch (state) {
      case OnDemand.State.Unwanted<List<SourceClock>> _ -> {}
      case OnDemand.State.Making<List<SourceClock>> _ -> everywhere(SourceClock.COMPARING);
      case OnDemand.State.Failed<List<SourceClock>>(String why) ->
          everywhere("Clock: could not be compared: " + VisibleText.of(why, 200));
      case OnDemand.State.Made<List<SourceClock>>(List<SourceClock> clocks) -> tell(clocks);
    }
  }

  private void everywhere(String line) {
    tell(
        evidence.sources().stream()
            .map(s -> new SourceClock(s.observations() == 0 ? List.of() : List.of(line), false))
            .toList());
  }

  private void tell(List<SourceClock> clocks) {
    List<Entry> told = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      told.add(entries.get(i).timedBy(clocks.get(i)));
    }
    list.show(told);
  }
}
