package salvor.terminal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Permission;
import salvor.collection.DebugContainer;
import salvor.collection.Entrance;
import salvor.collection.ToolboxImage;
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.containment.InsideLooks;
import salvor.containment.Measure;
import salvor.containment.Vantage;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.report.CollectionWords;
import tools.jackson.databind.JsonNode;

/**
 * Gets into pods to look from inside: by a container that holds the toolbox, or by bringing it in.
 *
 * @param image the toolbox; null where the container is told
 * @param container the container that holds it; null where it is brought in
 * @param kill whether connections are to be ended, which takes more rights
 */
record PodVisit(
    Cluster cluster,
    Permission leave,
    ClusterObjects objects,
    CaseLedger ledger,
    String reason,
    @Nullable ToolboxImage image,
    @Nullable String container,
    boolean kill) {
  /** The toolbox does not get into a pod. */
  static final class NotIn extends Exception {
    private static final long serialVersionUID = 1;

    NotIn(DebugContainer.Brought brought) {
      super(
          "the toolbox does not get into the pod: "
              + brought.attempts().stream()
                  .map(CollectionWords::attempt)
                  .collect(Collectors.joining("; ")));
    }
  }

  /**
   * A look from inside a pod, that is yet to be made.
   *
   * @param object the pod, as it was listed
   */
  InsideCheck of(ChosenPod pod, JsonNode object, Progress progress)
      throws ClusterFailure, IOException, NotIn {
    String in = container;
    if (image != null) {
      DebugContainer.Brought brought =
          new Entrance(
                  new DebugContainer(cluster, leave, InstantSource.system(), Pause.REAL),
                  ledger,
                  ledger.entry(Deed.PLANNED, reason))
              .look(object, image, Measure.newMark(), kill, progress);
      in = brought.name();
      if (in == null) {
        throw new NotIn(brought);
      }
    }
    return new InsideCheck(
        cluster,
        leave,
        objects,
        object,
        new Vantage(pod, String.valueOf(in)),
        new InsideLooks(ledger),
        reason);
  }
}
