package salvor.workbench;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.DwellRuler;
import salvor.timeline.TimelineModel;
import salvor.workbench.evidence.DetailsViewModel;
import salvor.workbench.evidence.EventCells;
import salvor.workbench.evidence.EventTableViewModel;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Span;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FindingsViewModel;

/**
 * An open investigation with the view models that show it; they share one selection.
 *
 * @param investigation what is shown
 * @param counts how many observations have each verdict
 * @param selection the selection
 * @param timeline observations in time
 * @param table observations as a list
 * @param details the selected observation
 * @param findings what is out of profile
 */
record Session(
    Investigation investigation,
    Map<Verdict, Long> counts,
    Selection selection,
    TimelineViewModel timeline,
    EventTableViewModel table,
    DetailsViewModel details,
    FindingsViewModel findings) {

  /** What takes long to make of an investigation, and is made off the JavaFX thread. */
  record Made(Investigation investigation, TimelineModel timeline, DwellRuler ruler, Map<Verdict, Long> counts) {
    static Made of(Investigation investigation) {
      var observations = investigation.opened().evidence().observations();
      Verdicts verdicts = investigation.opened().verdicts();
      long[] ofJudgement = new long[verdicts.judgements().size()];
      for (int row = 0; row < observations.size(); row++) {
        ofJudgement[verdicts.perRow().get(row)]++;
      }
      Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
      for (int i = 0; i < ofJudgement.length; i++) {
        counts.merge(verdicts.judgements().get(i).verdict(), ofJudgement[i], Long::sum);
      }
      TimelineModel timeline = TimelineModel.of(observations, verdicts);
      return new Made(investigation, timeline, DwellRuler.of(timeline), counts);
    }
  }

  static Session of(Made made, Jobs jobs, Executor fx) {
    Investigation investigation = made.investigation();
    Evidence evidence = investigation.opened().evidence();
    var observations = evidence.observations();
    var verdicts = investigation.opened().verdicts();
    Selection selection = new Selection();
    TimelineViewModel timeline = new TimelineViewModel(made.timeline(), made.ruler(), selection);
    EventTableViewModel table = new EventTableViewModel(new EventCells(observations, verdicts), selection, jobs, fx);
    DetailsViewModel details =
        new DetailsViewModel(
            observations, verdicts, evidence.sources(), investigation.records(), selection, jobs, fx);
    FindingsViewModel findings = new FindingsViewModel(investigation.findings(), made.counts().getOrDefault(Verdict.OUT, 0L), selection);
    timeline.display().subscribe(display -> table.hideIn(display == BaselineDisplay.HIDE));
    findings.framed().subscribe(span -> frame(timeline, span));
    return new Session(investigation, made.counts(), selection, timeline, table, details, findings);
  }

  private static void frame(TimelineViewModel timeline, @Nullable Span span) {
    if (span != null) {
      timeline.show(span);
    }
  }
}
