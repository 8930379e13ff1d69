package salvor.report;

import java.io.PrintWriter;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.evidence.Visible;

/** Which cluster it is, and as whom: the head of everything that is told of one. */
final class ClusterHead {
  private ClusterHead() {}

  static void text(KubeContext context, Greeting greeting, PrintWriter out) {
    out.println(
        Visible.text(context.name(), 120)
            + "  "
            + Visible.text(context.server(), 200)
            + "  "
            + Visible.text(greeting.version(), 40)
            + "  as "
            + (greeting.user().isEmpty() ? "unknown" : Visible.text(greeting.user(), 120)));
    switch (greeting.practice()) {
      case YES ->
          out.println(
              "PRACTICE: a practice cluster (" + Visible.text(greeting.scenario(), 63) + ")");
      case NO -> {
        // an ordinary cluster is not marked
      }
      case UNKNOWN ->
          out.println("Whether it is a practice cluster may not be asked; take it for a real one.");
    }
    if (context.unverified()) {
      out.println("The server's certificate is not checked: anybody may be in between.");
    }
    String skew = ClusterWords.skew(greeting);
    if (!skew.isEmpty()) {
      out.println(skew);
    }
  }
}
