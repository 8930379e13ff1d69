package salvor.collection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;

/** What is written down of a container that was brought into a pod, or was not. */
final class Footprints {
  private Footprints() {}

  /** The record, with what stays behind. */
  static CustodyEntry of(
      CustodyEntry planned,
      CollectionPlan.OfPod pod,
      DebugContainer.Brought brought,
      CollectionWish wish) {
    Attempt last = brought.attempts().getLast();
    Map<String, String> answer = new TreeMap<>();
    for (Attempt attempt : brought.attempts()) {
      String said = attempt.said() == null ? attempt.waiting() : attempt.said().toString();
      answer.put(attempt.rung().name(), (attempt.result() + (said.isEmpty() ? "" : ": " + said)));
    }
    boolean made =
        last.result() == Attempt.Result.READY
            || last.result() == Attempt.Result.DOES_NOT_START
            || last.result() == Attempt.Result.TOO_LATE;
    List<String> footprint =
        made
            ? List.of(
                "pods/%s/%s ephemeralContainers %s"
                    .formatted(
                        pod.namespace(),
                        pod.name(),
                        brought.name() == null ? planned.request().get("query") : brought.name()),
                "nodes/%s image %s".formatted(pod.node(), wish.image().reference()))
            : List.of();
    CustodyEntry of = planned.as(last.isUsable() ? Deed.ACTION : Deed.FAILED);
    return new CustodyEntry(
        of.event(),
        of.evidenceId(),
        of.actor(),
        of.authority(),
        of.target(),
        of.request(),
        answer,
        null,
        of.parents(),
        footprint,
        null);
  }
}
