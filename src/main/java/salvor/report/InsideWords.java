package salvor.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.containment.Containment;
import salvor.containment.PodSocket;
import salvor.containment.ProbeAnswer;
import salvor.containment.ProbeTarget;
import salvor.containment.Verification;
import salvor.evidence.Visible;

/** What was seen from inside a pod that was to be cut off, in words. */
public final class InsideWords {
  private static final int LIMIT = 200;

  private InsideWords() {}

  /** What a look comes to. */
  public static String result(Verification.Result result) {
    return switch (result) {
      case VERIFIED -> "VERIFIED: cut off, as seen from inside";
      case PARTIAL -> "PARTIAL: something still passes";
      case NOT_ENFORCED -> "NOT ENFORCED: the network lets everything pass that was tried";
      case NOT_PROVED -> "NOT PROVED: nothing that was tried proves that the pod is cut off";
    };
  }

  /** The same in a word or two. */
  public static String brief(Verification.Result result) {
    return switch (result) {
      case VERIFIED -> "verified";
      case PARTIAL -> "partial";
      case NOT_ENFORCED -> "not enforced";
      case NOT_PROVED -> "not proved";
    };
  }

  /** How far the cutting off of a pod has come. */
  public static String state(Containment state) {
    return switch (state) {
      case REQUESTED -> "Requested";
      case ACCEPTED -> "Accepted, not proved";
      case VERIFIED -> "Verified";
      case PARTIAL -> "Partial";
      case NOT_ENFORCED -> "Not enforced";
      case LIFTED -> "Taken back";
    };
  }

  /** What a target is. */
  public static String target(ProbeTarget target) {
    String what =
        switch (target.role()) {
          case API_SERVER -> "API server";
          case CLUSTER_DNS -> "cluster DNS";
          case METADATA -> "metadata";
          case PEER -> "peer";
          case REMOTE -> "remote";
          case NAMED -> "named";
          case NODE -> "own node";
        };
    return what + " " + v(target.word()) + " (" + v(target.name()) + ")";
  }

  /** What came of trying a target. */
  public static String answer(@Nullable ProbeAnswer answer) {
    if (answer == null) {
      return "not tried";
    }
    String how = answer.outcome().name().toLowerCase(Locale.ROOT);
    return answer.icmp() == null
        ? how
        : how + " (ICMP " + v(answer.icmp()) + " of " + v(String.valueOf(answer.from())) + ")";
  }

  /**
   * What a target proves.
   *
   * @param beside whether another pod tried it, in place of this one before
   */
  public static String finding(Verification.Finding finding, boolean beside) {
    return switch (finding) {
      case BLOCKED -> "blocked";
      case PASSES -> "PASSES";
      case PASSES_TO_NODE -> "passes, as to the own node it always does";
      case NEVER_ANSWERED ->
          beside
              ? "no evidence: the other pod hears nothing either"
              : "no evidence: it did not answer before either";
      case NOT_TRIED_BEFORE -> "no evidence: nobody tried it before";
      case UNCLEAR -> "no evidence: there may be no way to it, or it could not be tried";
    };
  }

  /** A connection, and what became of it. */
  public static String connection(Verification.Connection connection) {
    PodSocket socket = connection.socket();
    return v(socket.protocol())
        + " "
        + v(socket.local())
        + (connection.inbound() ? " from " : " to ")
        + v(socket.remote())
        + " "
        + v(socket.state())
        + ": "
        + fate(connection.fate());
  }

  /** What became of a connection. */
  public static String fate(Verification.Fate fate) {
    return switch (fate) {
      case MOVES -> "STILL MOVES BYTES";
      case STANDS -> "STILL STANDS; nothing went over it meanwhile, which may be chance";
      case OPENED_SINCE -> "CAME TO BE after everything that was tried was blocked";
      case ARRIVES -> "ARRIVES from outside";
      case CUT -> "stands in name only: what is sent stays unanswered";
      case TRIED -> "is tried, and does not come to be";
      case TO_NODE -> "is with the own node, as it always may be";
      case GONE -> "is gone";
    };
  }

  /** What a look leaves open. */
  public static String unproved(Verification.Unproved unproved) {
    return switch (unproved) {
      case TARGETS_LEFT_OPEN ->
          "of a target that answered before nothing was told now, or it could not be tried";
      case SOCKETS_NOT_SEEN -> "the sockets of the pod were not told, or not all";
      case NOTHING_BEFORE ->
          "nobody looked from inside before the pod was cut off, so that silence proves nothing";
      case BY_ANOTHER_POD ->
          "that this pod reached it before: another pod does, of the same labels and account, which nothing cuts off";
      case FROM_OUTSIDE ->
          "whether others reach the pod was not tried: by its policies and sockets alone";
      case OTHER_PROTOCOLS -> "only TCP and UDP were tried, not ICMP or others";
      case NODE_TRAFFIC -> "the pod and its own node reach each other always";
    };
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
