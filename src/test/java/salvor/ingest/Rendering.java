package salvor.ingest;

import java.util.TreeMap;
import java.util.TreeSet;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.workload.Container;
import salvor.workload.Location;
import salvor.workload.Pod;

/** What was read as plain text, one fact a line, for golden files. */
final class Rendering {
  private final StringBuilder text = new StringBuilder();

  static String of(Collected read) {
    Rendering rendering = new Rendering();
    read.observations.forEach(rendering::observation);
    read.unreadable.forEach(u -> rendering.line("unreadable " + u));
    read.skipped.forEach((reason, count) -> rendering.line("skipped " + count + " " + reason));
    read.inventory.pods().forEach(rendering::pod);
    read.inventory.services().forEach(s -> rendering.line("service " + s));
    new TreeMap<>(read.inventory.nodes()).forEach((n, a) -> rendering.line("node " + n + " " + a));
    return rendering.text.toString().replace(", cluster=null]", "]"); // few sources tell it
  }

  private void observation(Observation o) {
    String time =
        o.time() == null ? "untimed" : o.time().nanos() + " (" + o.time().original() + ")";
    line(o.source().line() + " " + o.activity().kind() + " " + time);
    line(
        "  "
            + o.activity()
                .toString()
                .replace(", traffic=null", "")
                .replace(", translated=null", ""));
    switch (o.activity()) {
      case Activity.ConnectionOpened(Endpoint local, Endpoint remote, _, _) -> ends(local, remote);
      case Activity.ConnectionAccepted(Endpoint local, Endpoint remote, _, _) ->
          ends(local, remote);
      default -> {}
    }
    if (!o.location().equals(Location.UNKNOWN)) {
      line("  " + o.location());
    }
    if (!o.process().equals(ProcessInfo.UNKNOWN)) {
      line("  " + o.process());
    }
    if (!o.outcome().equals(Outcome.UNKNOWN)) {
      String said = o.outcome().said() == null ? "" : " " + o.outcome().said();
      line("  outcome " + o.outcome().result() + said);
    }
    if (!o.quality().isEmpty()) {
      line("  " + new TreeSet<>(o.quality()));
    }
  }

  /** An endpoint's own text hides the address behind the name. */
  private void ends(Endpoint local, Endpoint remote) {
    if (local.name() != null || remote.name() != null) {
      line("  " + local.address() + " " + remote.address());
    }
  }

  private void pod(Pod pod) {
    line(
        "pod "
            + pod.namespace()
            + "/"
            + pod.name()
            + " uid="
            + pod.uid()
            + " node="
            + pod.node()
            + " "
            + pod.addresses()
            + " account="
            + pod.serviceAccount()
            + " owner="
            + pod.owner());
    for (Container container : pod.containers()) {
      line("  " + container);
    }
  }

  private void line(String line) {
    text.append(line.replace("\0", "\\0")).append('\n');
  }
}
