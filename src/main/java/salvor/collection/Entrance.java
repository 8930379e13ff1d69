package salvor.collection;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import salvor.cluster.ClusterFailure;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Target;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/** The toolbox comes into a pod: written down before, and after with what stays behind. */
public final class Entrance {
  private static final Duration READY = Duration.ofHours(4);
  private static final Duration STARTING = Duration.ofSeconds(60);
  private final DebugContainer debug;
  private final CaseLedger ledger;
  private final CustodyEntry entry;

  /**
   * Into a pod.
   *
   * @param entry by whom and why
   */
  public Entrance(DebugContainer debug, CaseLedger ledger, CustodyEntry entry) {
    this.debug = debug;
    this.ledger = ledger;
    this.entry = entry;
  }

  /**
   * Brings in one that stays ready for some hours, to look at the pod's network, or finds it there.
   *
   * @param mark what tells it from others
   * @param ends whether it is to end connections; one that comes in anew can, where that is let
   * @throws ClusterFailure when the pod cannot be seen
   * @throws IOException when it cannot be written down; before it was done, nothing was
   */
  public DebugContainer.Brought look(
      JsonNode pod, ToolboxImage image, String mark, boolean ends, Progress progress)
      throws ClusterFailure, IOException {
    DebugContainer.Wish looks = looking(pod, image, mark, false);
    boolean there =
        !ends
            && debug.tried(looks).stream()
                .anyMatch(each -> each.result() == Attempt.Result.RUNS_ALREADY);
    Target target = entry.target();
    CustodyEntry of =
        entry.on(
            (target == null ? Target.of(null, null) : target)
                .in(looks.namespace(), looks.pod(), pod.at("/metadata/uid").asString("")));
    return into(
        of,
        there ? looks : looking(pod, image, mark, true),
        pod.at("/spec/nodeName").asString(""),
        progress);
  }

  /** One of ours that runs in a pod, by its name; nothing is asked for that, nor brought in. */
  public static Optional<String> there(JsonNode pod, ToolboxImage image) {
    return DebugContainer.there(pod, looking(pod, image, "", false));
  }

  /** What is brought in to look at a pod's network: beside its first container that runs. */
  public static DebugContainer.Wish looking(
      JsonNode pod, ToolboxImage image, String mark, boolean ends) {
    return new DebugContainer.Wish(
        pod.at("/metadata/namespace").asString(""),
        pod.at("/metadata/name").asString(""),
        pod.at("/metadata/uid").asString(""),
        CollectionPlan.targets(pod).stream().findFirst().orElse(""),
        image,
        mark + "-0",
        ends,
        READY.toSeconds(),
        STARTING);
  }

  /**
   * Brings it in.
   *
   * @param node where the pod runs, which pulls the image
   * @throws IOException when it cannot be written down; before it was done, nothing was
   */
  public DebugContainer.Brought into(DebugContainer.Wish wish, String node, Progress progress)
      throws IOException {
    return into(entry, wish, node, progress);
  }

  private DebugContainer.Brought into(
      CustodyEntry of, DebugContainer.Wish wish, String node, Progress progress)
      throws IOException {
    CustodyEntry planned =
        of.as(Deed.PLANNED)
            .asked(
                Map.of("verb", "patch", "path", "ephemeralcontainers", "query", wish.name()),
                Map.of());
    ledger.write(planned);
    DebugContainer.Brought brought;
    try {
      brought = debug.bring(wish, progress);
    } catch (ClusterFailure failure) {
      brought =
          new DebugContainer.Brought(
              null,
              List.of(new Attempt(Rung.TRACING, Attempt.Result.REFUSED, failure.trouble(), "")));
    }
    ledger.write(ended(planned, wish, node, brought));
    return brought;
  }

  private static CustodyEntry ended(
      CustodyEntry planned, DebugContainer.Wish wish, String node, DebugContainer.Brought brought) {
    Attempt last = brought.attempts().getLast();
    Map<String, String> answer = new TreeMap<>();
    for (Attempt attempt : brought.attempts()) {
      String said = attempt.said() == null ? attempt.waiting() : attempt.said().toString();
      answer.put(attempt.rung().name(), (attempt.result() + (said.isEmpty() ? "" : ": " + said)));
    }
    List<String> footprint =
        last.isLeft()
            ? List.of(
                "pods/%s/%s ephemeralContainers %s"
                    .formatted(wish.namespace(), wish.pod(), DebugContainer.MARK + wish.name()),
                "nodes/%s image %s".formatted(node, wish.image().reference()))
            : List.of();
    return planned
        .as(last.isUsable() ? Deed.ACTION : Deed.FAILED)
        .asked(planned.request(), answer)
        .leaving(footprint);
  }
}
