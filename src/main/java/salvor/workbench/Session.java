package salvor.workbench;

import java.util.concurrent.Executor;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.timeline.TimelineModel;
import salvor.workbench.evidence.DetailsViewModel;
import salvor.workbench.evidence.EventCells;
import salvor.workbench.evidence.EventTableViewModel;
import salvor.workbench.selection.Selection;
import salvor.workbench.timeline.TimelineViewModel;
import salvor.workbench.triage.FindingsViewModel;

/**
 * An open investigation with the view models that show it; they share one selection.
 *
 * @param investigation what is shown
 * @param selection the selection
 * @param timeline observations in time
 * @param table observations as a list
 * @param details the selected observation
 * @param findings what is out of profile
 */
record Session(
    Investigation investigation,
    Selection selection,
    TimelineViewModel timeline,
    EventTableViewModel table,
    DetailsViewModel details,
    FindingsViewModel findings) {

  static Session of(Investigation investigation, TimelineModel model, Jobs jobs, Executor fx) {
    Evidence evidence = investigation.opened().evidence();
    var observations = evidence.observations();
    var verdicts = investigation.opened().verdicts();
    Selection selection = new Selection();
    TimelineViewModel timeline = new TimelineViewModel(model, selection);
    EventTableViewModel table = new EventTableViewModel(new EventCells(observations, verdicts), selection, jobs, fx);
    DetailsViewModel details =
        new DetailsViewModel(
            observations, verdicts, evidence.sources(), investigation.records(), selection, jobs, fx);
    FindingsViewModel findings = new FindingsViewModel(investigation.findings(), selection);
    timeline.display().subscribe(display -> table.hideIn(display == salvor.timeline.BaselineDisplay.HIDE));
    findings.framed().subscribe(span -> { if (span != null) { timeline.show(span); } });
    return new Session(investigation, selection, timeline, table, details, findings);
  }
}
