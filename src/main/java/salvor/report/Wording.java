package salvor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ImageFact;
import salvor.baseline.Judgement;
import salvor.baseline.Peer;
import salvor.baseline.Reason;
import salvor.baseline.Severity;
import salvor.casefile.Acceptance;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;
import salvor.timeline.Contamination;
import salvor.triage.MissingEvidence;
import salvor.triage.NextStep;

/** The reasons, next steps and gaps in the words of the field, one sentence each. */
public final class Wording {
  /** The first reasons why a finding was accepted. */
  private static final int REASONS = 3;

  private Wording() {}

  /** Who is at the other end; as raw as a baseline or a record has it. */
  public static String peer(Peer peer) {
    return switch (peer) {
      case Peer.OfWorkload(String namespace, String workload) -> namespace + "/" + workload;
      case Peer.OfService(String namespace, String service) ->
          "Service " + namespace + "/" + service;
      case Peer.Selected(String labels) -> "pods with " + labels;
      case Peer.Node() -> "node";
      case Peer.Loopback() -> "its own pod";
      case Peer.Name(String pattern) -> pattern;
      case Peer.Address(String address) -> address;
      case Peer.Outside() -> "outside of the cluster";
    };
  }

  /** Why, without the particulars. */
  public static String why(Reason reason) {
    return switch (reason) {
      case MATCHED -> "The workload is known to do this";
      case NEW_BINARY_NOT_IN_IMAGE -> "A program ran that is not part of the image";
      case NEW_BINARY_IN_IMAGE -> "A program of the image ran that this workload has never run";
      case NEW_PARENT -> "A known program was started by a parent that never starts it";
      case NEW_ARG_SHAPE -> "A known program ran with arguments of a shape never seen";
      case NOT_IN_INIT_TREE ->
          "The process was put into the container from outside, and no audit record explains it";
      case NEW_FILE_WRITE -> "A file was changed that this workload never changes";
      case NEW_FILE_READ -> "A file was read that this workload never reads";
      case SENSITIVE_READ -> "A sensitive file was read that this program never reads";
      case NEW_PEER -> "A connection with somebody this workload never talks to";
      case NEW_PORT -> "A connection with a known peer on a port never used";
      case NEW_DNS -> "A name was looked up that this workload never asks for";
      case NEW_LISTENER -> "The workload listens where it never listened";
      case NEW_CAPABILITY -> "A capability was used that this workload never uses";
      case NEW_SYSCALL -> "A system call that this workload never makes (weak evidence alone)";
      case NEW_API_REQUEST -> "A Kubernetes API request that this workload never makes";
      case RATE_HIGH -> "This happened far more often than at this hour";
      case RATE_SILENT -> "What should have happened did not";
      case EXECUTED_FROM_MEMORY -> "A program was executed from memory: it exists in no file";
      case EXECUTED_DELETED_FILE -> "A program runs whose file was deleted";
      case EXECUTED_NEW_FILE ->
          "A program was executed that was written after the container started";
      case TOKEN_READ_BY_TOOL -> "The service account token was read by a shell or a tool";
      case TOKEN_USED_ELSEWHERE ->
          "The pod's service account token was used from an address that is not the pod's";
      case HOST_MOUNT -> "A file system of the node was mounted or reached";
      case NAMESPACE_ENTERED ->
          "A process entered the namespaces of another container or of the node";
      case MINER_PORT -> "A connection to a port that crypto miners use";
      case SHELL_ON_NETWORK -> "A shell is bound to a network connection (reverse shell)";
      case NEW_PHASE -> "Known only from when the container starts or stops, but done between";
      case FOREIGN_LINEAGE -> "Descends from a process that is out of profile";
      case PROBE -> "Equals the probe that the pod's specification declares";
      case LIFECYCLE -> "Equals the lifecycle hook that the pod's specification declares";
      case OPERATOR_EXEC -> "An operator's exec, which the audit log records";
      case ROLLOUT -> "Belongs to a roll-out";
      case RUNTIME_INIT -> "Done by the container runtime, not by the workload";
      case NO_BASELINE -> "No baseline applies to this container";
      case FACET_NONE -> "The baseline says nothing about activities of this kind";
      case FACET_LEARNING -> "The baseline is still being learned in this respect";
      case FACET_UNSTABLE -> "The workload is too variable in this respect to be judged";
      case FACET_STALE -> "The baseline is of another image digest";
      case FACET_TRUNCATED -> "The baseline is incomplete: events were lost while learning";
      case FACET_TAINTED -> "The baseline was learned while the incident may have been under way";
      case START_NOT_LEARNED -> "The container was starting, and its start was never learned";
      case NO_CONTAINER -> "The record does not say which container it is about";
      case NOT_ENOUGH_DETAIL -> "The record does not say enough of what was done";
      case USER_REQUEST -> "A user's request, not the workload's: no baseline judges what users do";
      case IN_IMAGE -> "Nothing was learned of this container, but the program is in the image";
      case NOT_JUDGED -> "No baseline speaks of activities of this kind";
    };
  }

  /** Why, with the nearest known element and the differences. */
  public static String why(Judgement judgement) {
    StringBuilder words = new StringBuilder(why(judgement.reason()));
    for (Judgement.Difference difference : judgement.differences()) {
      words
          .append("; ")
          .append(Visible.text(difference.field(), 80))
          .append(": ")
          .append(Visible.text(difference.observed(), 120));
      if (!difference.expected().isEmpty()) {
        words.append(", known is ").append(Visible.text(difference.expected(), 120));
      }
    }
    String element = judgement.element();
    if (element != null && judgement.differences().isEmpty()) {
      words
          .append(judgement.reason() == Reason.MATCHED ? ": " : "; nearest known: ")
          .append(Visible.text(element, 160));
    }
    if (judgement.support() != null) {
      words.append(" (").append(Visible.text(judgement.support(), 80)).append(')');
    }
    ImageFact image = judgement.image();
    if (image != null) {
      words.append("; ").append(ImageWords.fact(image));
      if (!image.gives().isEmpty()) {
        words.append("; it ").append(ImageWords.gives(image));
      }
    }
    return words.toString();
  }

  /** How the severity came about: the base and each modifier. */
  public static String sum(Judgement judgement) {
    StringBuilder words = new StringBuilder(word(judgement.reason().base()));
    for (Judgement.Modifier modifier : judgement.modifiers()) {
      words.append(" +1 ").append(modifier(modifier));
    }
    return words.append(" = ").append(word(judgement.severity())).toString();
  }

  /** A severity in one word. */
  public static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static String modifier(Judgement.Modifier modifier) {
    return switch (modifier) {
      case PUBLIC_PEER -> "public peer";
      case SHELL_ANCESTOR -> "shell among the ancestors";
      case SENSITIVE_FILE -> "sensitive file";
      case SAME_LINEAGE_AS_EARLIER_OUT -> "same lineage as an earlier one";
      case SENSITIVE_RESOURCE -> "asks for credentials or rights";
      case GRANTED -> "and got them";
    };
  }

  /** What to do next. */
  public static String next(NextStep step) {
    return switch (step) {
      case SECURE_THE_EXECUTABLE -> "Secure the executable and its hash before it is gone";
      case FOLLOW_THE_PROCESS_TREE -> "Follow the process tree from this process on";
      case LOOK_AT_INBOUND_REQUESTS -> "Look at the inbound requests just before it";
      case SEARCH_THE_PEER_EVERYWHERE -> "Search all pods for connections with this peer";
      case CHECK_API_USE_OF_THE_TOKEN ->
          "Check what the service account's token was used for, and revoke it";
      case COMPARE_THE_FILE_WITH_THE_IMAGE ->
          "Compare the file with the image's, and see what reads it";
      case ASK_FOR_THE_OPERATOR -> "Ask the operator whether this was their doing";
      case CHECK_THE_SAME_DIGEST -> "Check the other pods of the same image digest";
      case CHECK_THE_NODE -> "Check the node: the container's boundary was touched";
      case GET_A_BASELINE -> "Get or learn a baseline for this workload";
    };
  }

  /** What is missing. */
  public static String missing(MissingEvidence evidence) {
    return switch (evidence) {
      case AUDIT_LOG -> "no audit log covers this time";
      case DNS -> "the names that were looked up were not recorded";
      case CONNECTIONS -> "no connections were recorded";
      case TELEMETRY -> "only alerts were recorded: what raised none is not known";
      case PROCESSES -> "no starts of processes were recorded: what ran is not known";
      case CONTAINER -> "the container is not identified";
      case PROCESS_START -> "the start of the process was not recorded";
      case CLUSTER_OBJECTS -> "no cluster objects: owners, addresses and probes are not known";
      case BASELINE -> "no baseline applies";
      case LOST_EVENTS -> "the sensor lost events in this time";
    };
  }

  /** That a baseline may have learned the attack, in one line. */
  public static String contaminated(Contamination of) {
    return Visible.text(of.baseline().name(), 120)
        + " may have learned the attack: it was still being learned in the suspected time of the"
        + " incident, "
        + TimeText.rfc3339(of.from(), 3)
        + " to "
        + TimeText.rfc3339(of.to(), 3)
        + ". What was done then may count as in profile.";
  }

  /** How far a finding was accepted as normal, and each reason with its author. */
  static List<String> accepted(Acceptance of) {
    List<String> lines = new ArrayList<>();
    if (!of.whole()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d observations accepted as normal; the rest is open",
              of.accepted(),
              of.events()));
    }
    of.reasons().stream()
        .limit(REASONS)
        .map(why ->
            "accepted as normal by "
                + Visible.text(why.author(), 60)
                + " at "
                + why.at()
                + ": "
                + Visible.text(why.text(), 400))
        .forEach(lines::add);
    int more = of.reasons().size() - REASONS;
    if (more > 0) {
      lines.add("and for " + more + " more reason" + (more == 1 ? "" : "s"));
    }
    return lines;
  }

  /** {@code null} as a dash. */
  public static String orDash(@Nullable String text) {
    return text == null || text.isEmpty() ? "–" : text;
  }
}
