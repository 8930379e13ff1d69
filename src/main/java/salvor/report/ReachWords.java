package salvor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import salvor.cluster.PodReach;
import salvor.cluster.PodReach.Allowed;
import salvor.cluster.PodReach.Peer;
import salvor.cluster.PodReach.Policy;
import salvor.cluster.PodReach.Port;
import salvor.cluster.PodReach.Side;
import salvor.evidence.Visible;

/** Who may reach a pod, and whom it may reach, in words. */
final class ReachWords {
  private static final int LIMIT = 200;
  private static final int NAMED = 5;

  private ReachWords() {}

  static PodSection section(PodReach reach) {
    List<PodSection.Line> lines = new ArrayList<>();
    if (reach.unseen() != null) {
      lines.add(
          PodSection.Line.grave(
              "Not known",
              "NetworkPolicies are not seen: " + ClusterWords.trouble(reach.unseen())));
    } else if (reach.hostNetwork()) {
      lines.add(
          PodSection.Line.grave(
              "Open", "It is in the node's network: NetworkPolicies do not hold there."));
    } else {
      side("May be reached by", "from", reach.in(), lines);
      side("May reach", "to", reach.out(), lines);
      lines.add(
          new PodSection.Line(
              "",
              "By NetworkPolicies alone: those of a network plugin or an administrator are not read,"
                  + " and whether the plugin enforces any is not proved here.",
              false));
    }
    return new PodSection("Network", lines);
  }

  private static void side(String title, String word, Side side, List<PodSection.Line> lines) {
    if (side.isOpen()) {
      lines.add(PodSection.Line.grave(title, "everybody: no policy selects it"));
    } else if (side.isClosed()) {
      lines.add(
          new PodSection.Line(
              title,
              "nobody, by "
                  + side.policies().stream()
                      .map(policy -> v(policy.name()))
                      .collect(Collectors.joining(", ")),
              false));
    } else {
      for (Policy policy : side.policies()) {
        for (Allowed allowed : policy.allowed()) {
          lines.add(
              new PodSection.Line(
                  title, allowed(allowed, word) + ", by " + v(policy.name()), false));
        }
      }
    }
  }

  static String allowed(Allowed allowed, String word) {
    String peers =
        allowed.peers().isEmpty()
            ? "everybody"
            : allowed.peers().stream().map(ReachWords::peer).collect(Collectors.joining("; "));
    return peers
        + (allowed.ports().isEmpty()
            ? word.equals("to") ? ", all ports" : " on all ports"
            : " on "
                + allowed.ports().stream().map(ReachWords::port).collect(Collectors.joining(", ")));
  }

  private static String peer(Peer peer) {
    return switch (peer) {
      case Peer.Block(String cidr, List<String> except) ->
          "addresses in "
              + v(cidr)
              + (except.isEmpty() ? "" : " but " + v(String.join(", ", except)));
      case Peer.Pods(String namespaces, String pods, int now, List<String> named) ->
          (pods.isEmpty() ? "every pod" : "pods with " + v(pods))
              + (namespaces == null
                  ? " of its namespace"
                  : namespaces.isEmpty()
                      ? " of every namespace"
                      : " of namespaces with " + v(namespaces))
              + " ("
              + (now == 0
                  ? "none now"
                  : now
                      + " now: "
                      + v(String.join(", ", named.subList(0, Math.min(NAMED, named.size()))))
                      + (now > NAMED ? " and others" : ""))
              + ")";
    };
  }

  private static String port(Port port) {
    return port.port().isEmpty()
        ? "every " + v(port.protocol()) + " port"
        : v(port.port())
            + (port.end().isPresent() ? "–" + port.end().getAsInt() : "")
            + "/"
            + v(port.protocol());
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
