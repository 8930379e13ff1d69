package salvor.workbench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import salvor.baseline.Matching;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.TimelineModel;
import salvor.triage.BaselineUses;
import salvor.triage.ImagesInside;
import salvor.triage.ImagesSeen;
import salvor.triage.KnownImages;
import salvor.triage.NetworkPeers;
import salvor.triage.ProcessForest;
import salvor.triage.Siblings;
import salvor.workbench.baseline.BaselinesViewModel;
import salvor.workbench.checkpoint.CheckpointsViewModel;
import salvor.workbench.comparison.CompareViewModel;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workbench.triage.FilteredRecords;
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
 * @param baselines what is known of each workload, and what is outside of it
 * @param checkpoints what ran and lay in memory when a container was checkpointed
 * @param cautions what is to be known of a baseline, by its name
 */
record Overviews(
    OnDemand<ProcessTreeViewModel> processes,
    OnDemand<PeersViewModel> peers,
    OnDemand<ImagesViewModel> images,
    OnDemand<CompareViewModel> comparison,
    OnDemand<BaselinesViewModel> baselines,
    CheckpointsViewModel checkpoints,
    ObjectProperty<Map<String, String>> cautions) {
  /** The images, and what is in each. */
  private record Looked(List<ImagesSeen.Image> images, ImagesInside inside) {
    static Looked of(
        Evidence evidence,
        Verdicts verdicts,
        Matching matching,
        KnownImages known,
        Progress progress) {
      List<ImagesSeen.Image> images = ImagesSeen.of(evidence, verdicts, matching, known, progress);
      return new Looked(images, ImagesInside.of(images, progress));
    }
  }

  static Overviews of(
      Investigation investigation,
      TimelineModel timeline,
      Selection selection,
      Sight sight,
      Consumer<String> only,
      Jobs jobs,
      Executor fx) {
    var evidence = investigation.opened().evidence();
    var observations = evidence.observations();
    var verdicts = investigation.opened().verdicts();
    var matching = investigation.matching();
    var known = KnownImages.of(evidence.inventory());
    ObjectProperty<Map<String, String>> cautions = new SimpleObjectProperty<>(Map.of());
    return new Overviews(
        new OnDemand<>(
            "Processes",
            progress -> ProcessForest.of(observations, verdicts, progress),
            forest -> new ProcessTreeViewModel(forest, evidence, selection, sight, jobs, fx),
            jobs,
            fx),
        new OnDemand<>(
            "Network peers",
            progress -> NetworkPeers.of(evidence, verdicts, progress),
            talks ->
                new PeersViewModel(
                    new FilteredRecords<>(
                        "peer",
                        talks,
                        "No connection was recorded. A rule that logs connect and accept with"
                            + " fd.rip and fd.rport records them.",
                        (rows, progress) -> NetworkPeers.of(evidence, verdicts, rows, progress),
                        observations.size(),
                        sight,
                        jobs,
                        fx),
                    evidence,
                    selection),
            jobs,
            fx),
        new OnDemand<>(
            "Images",
            progress -> Looked.of(evidence, verdicts, matching, known, progress),
            looked ->
                new ImagesViewModel(
                    new FilteredRecords<>(
                        "image",
                        looked.images(),
                        "No record names a container. Sensors with container metadata do.",
                        (rows, progress) ->
                            ImagesSeen.of(evidence, verdicts, matching, known, rows, progress),
                        observations.size(),
                        sight,
                        jobs,
                        fx),
                    looked.inside(),
                    evidence,
                    selection,
                    jobs,
                    fx),
            jobs,
            fx),
        new OnDemand<>(
            "What can be compared",
            _ -> Siblings.of(evidence, verdicts, timeline.tree()),
            siblings ->
                new CompareViewModel(
                    evidence, verdicts, timeline, siblings, matching, selection, sight, jobs, fx),
            jobs,
            fx),
        new OnDemand<>(
            "Baselines",
            progress -> BaselineUses.of(evidence, verdicts, matching, null, progress),
            uses ->
                new BaselinesViewModel(
                    uses,
                    (rows, progress) ->
                        BaselineUses.of(evidence, verdicts, matching, rows, progress),
                    evidence,
                    cautions,
                    selection,
                    sight,
                    only,
                    jobs,
                    fx),
            jobs,
            fx),
        new CheckpointsViewModel(evidence, selection, jobs, fx),
        cautions);
  }
}
