package salvor.workbench;

import java.util.concurrent.Executor;
import salvor.jobs.Jobs;
import salvor.triage.ImagesSeen;
import salvor.triage.NetworkPeers;
import salvor.triage.ProcessForest;
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
 */
record Overviews(
    OnDemand<ProcessTreeViewModel> processes,
    OnDemand<PeersViewModel> peers,
    OnDemand<ImagesViewModel> images) {
  static Overviews of(
      Investigation investigation, Selection selection, Sight sight, Jobs jobs, Executor fx) {
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
            fx));
  }
}
