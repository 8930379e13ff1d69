package salvor.workbench;

import java.util.concurrent.Executor;
import salvor.jobs.Jobs;
import salvor.timeline.TimelineModel;
import salvor.triage.ImagesSeen;
import salvor.triage.NetworkPeers;
import salvor.triage.ProcessForest;
import salvor.triage.Siblings;
import salvor.workbench.comparison.CompareViewModel;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.triage.ImagesViewModel;
import salvor.workbench.triage.PeersViewModel;
import salvor.workbench.triage.ProcessTreeViewModel;

/**
 * What all the evidence together says, made when it is first looked at.
 *
 * @param processes who started whom
 * @param peers who talked to whom
 * @param images which images ran
 * @param comparison two pods or two windows of time side by side
 */
record Overviews(
    OnDemand<ProcessTreeViewModel> processes,
    OnDemand<PeersViewModel> peers,
    OnDemand<ImagesViewModel> images,
    OnDemand<CompareViewModel> comparison) {
  static Overviews of(
      Investigation investigation,
      TimelineModel timeline,
      Selection selection,
      Sight sight,
      Jobs jobs,
      Executor fx) {
    var evidence = investigation.opened().evidence();
    var observations = evidence.observations();
    var verdicts = investigation.opened().verdicts();
    return new Overviews(
        new OnDemand<>(
            "Processes",
            progress -> ProcessForest.of(observations, verdicts, progress),
            forest -> new ProcessTreeViewModel(forest, observations, selection, sight, jobs, fx),
            jobs,
            fx),
        new OnDemand<>(
            "Network peers",
            progress -> NetworkPeers.of(evidence, verdicts, progress),
            talks -> new PeersViewModel(talks, observations, selection),
            jobs,
            fx),
        new OnDemand<>(
            "Images",
            _ -> ImagesSeen.of(evidence, verdicts, investigation.matching()),
            images -> new ImagesViewModel(images, observations, selection),
            jobs,
            fx),
        new OnDemand<>(
            "What can be compared",
            _ -> Siblings.of(evidence, verdicts, timeline.tree()),
            siblings ->
                new CompareViewModel(
                    evidence, verdicts, timeline, siblings, selection, sight, jobs, fx),
            jobs,
            fx));
  }
}
