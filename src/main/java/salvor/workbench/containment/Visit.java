package salvor.workbench.containment;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.collection.DebugContainer;
import salvor.collection.Entrance;
import salvor.collection.ToolboxImage;
import salvor.containment.ChosenPod;
import salvor.containment.InsideCheck;
import salvor.containment.InsideLooks;
import salvor.containment.Measure;
import salvor.containment.ProbeTargets;
import salvor.containment.Vantage;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.jobs.Progress;
import salvor.jobs.SideBySide;
import salvor.live.ActingSwitch;
import salvor.live.LiveCase;
import salvor.report.CollectionWords;
import salvor.workbench.wording.VisibleText;
import tools.jackson.databind.JsonNode;

/** Looks from inside of a pod: finds the toolbox there, or brings it in. All of it takes time. */
final class Visit {
  /** Each takes 2 to 10 seconds, most of it waiting. */
  static final SideBySide<ChosenPod> SIDE_BY_SIDE =
      new SideBySide<>(4, pod -> VisibleText.of(pod.name(), 100));

  private final LiveCase live;
  private final ActingSwitch.Leave leave;
  private final ToolboxImage image;

  Visit(LiveCase live, ActingSwitch.Leave leave, ToolboxImage image) {
    this.live = live;
    this.leave = leave;
    this.image = image;
  }

  /** Looks what answers, before the pod is cut off. */
  InsideCheck.Seen before(ChosenPod pod, Progress progress) throws IOException, ClusterFailure {
    return check(pod, false, progress).lookBefore(List.of(), progress);
  }

  /**
   * Looks whether the pod is cut off.
   *
   * @param end whether connections that go on are ended, and it is looked again
   */
  InsideCheck.Seen after(ChosenPod pod, boolean end, Progress progress)
      throws IOException, ClusterFailure {
    return check(pod, end, progress).lookAfter(List.of(), end, progress);
  }

  /** Looks what answers a pod, in place of one that is cut off already. */
  void beside(ChosenPod pod, ChosenPod cutOff, Progress progress)
      throws IOException, ClusterFailure {
    JsonNode other = object(cutOff, progress);
    check(pod, false, progress).lookBeside(other, List.of(), progress);
  }

  /**
   * Looks whether the pod is cut off, where the toolbox is in it already; empty where it is not:
   * nothing is brought in.
   */
  Optional<InsideCheck.Seen> watched(ChosenPod pod, Progress progress)
      throws IOException, ClusterFailure {
    JsonNode object = object(pod, progress);
    Optional<String> name = Entrance.there(object, image);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            check(pod, object, name.get(), progress).lookAfter(List.of(), false, progress));
  }

  private JsonNode object(ChosenPod pod, Progress progress) throws IOException, ClusterFailure {
    progress.at(0, 0, "looking for the pod");
    JsonNode object = live.cluster().get(ObjectKind.PODS, pod.namespace(), pod.name());
    if (!object.at("/metadata/uid").asString("").equals(pod.uid())) {
      throw new IOException("another pod has its name now: this one is gone");
    }
    return object;
  }

  private InsideCheck check(ChosenPod pod, boolean end, Progress progress)
      throws IOException, ClusterFailure {
    JsonNode object = object(pod, progress);
    CaseLedger ledger = live.custody().ledger();
    progress.at(0, 0, "bringing the toolbox in");
    DebugContainer.Brought brought =
        new Entrance(
                new DebugContainer(live.cluster(), leave, InstantSource.system(), Pause.REAL),
                ledger,
                ledger.entry(Deed.PLANNED, leave.reason()))
            .look(object, image, Measure.newMark(), end, progress);
    String name = brought.name();
    if (name == null) {
      throw new IOException(
          "the toolbox does not get in: "
              + brought.attempts().stream()
                  .map(CollectionWords::attempt)
                  .collect(Collectors.joining("; ")));
    }
    return check(pod, object, name, progress);
  }

  private InsideCheck check(ChosenPod pod, JsonNode object, String container, Progress progress) {
    ClusterObjects objects =
        Ground.of(live.cluster(), live.known(), ProbeTargets.KINDS, pod.namespace(), progress);
    progress.at(0, 0, "looking from inside");
    return new InsideCheck(
        live.cluster(),
        leave,
        objects,
        object,
        new Vantage(pod, container),
        new InsideLooks(live.custody().ledger()),
        leave.reason());
  }
}
