package salvor.workbench.containment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.Measure;
import salvor.containment.Quarantine;
import salvor.containment.QuarantineWish;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.workbench.containment.IsolateViewModel.Options;

/** Plans from the cluster as it was when it was first asked; all of it takes time. */
final class Planner {
  private final LiveCase live;
  private @Nullable ClusterObjects ground;

  Planner(LiveCase live) {
    this.live = live;
  }

  /** Forgets what the cluster told. */
  synchronized void forget() {
    ground = null;
  }

  /** The plan for pods. */
  PlanShown plan(List<Candidate> pods, Options wished, Progress progress) {
    List<String> namespaces = pods.stream().map(Candidate::namespace).distinct().toList();
    String where = namespaces.size() == 1 ? namespaces.getFirst() : "";
    ClusterObjects objects = ground(where, progress);
    progress.at(0, 0, "Asking what you may do");
    Rights rights = live.cluster().rights(Right.of(Right.Use.CONTAIN), where);
    progress.at(0, 0, "Planning");
    return PlanShown.of(
        Quarantine.plan(
            objects,
            rights,
            new QuarantineWish(
                String.valueOf(live.folder().getFileName()),
                Measure.newMark(),
                pods.stream().map(Candidate::uid).toList(),
                wished.backend(),
                wished.keepLabels(),
                wished.narrow())));
  }

  private synchronized ClusterObjects ground(String namespace, Progress progress) {
    ClusterObjects known = ground;
    if (known == null) {
      known = Ground.of(live.cluster(), live.known(), Quarantine.KINDS, namespace, progress);
      ground = known;
    }
    return known;
  }
}
