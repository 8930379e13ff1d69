package salvor.workbench.wording;

import java.util.Locale;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Reason;
import salvor.baseline.Severity;
import salvor.baseline.Verdict;
import salvor.evidence.Quality;
import salvor.report.Wording;
import salvor.timeline.DrawingClass;
import salvor.timeline.Flag;

/**
 * The domain's values in English as a window needs them; what documents say too is in {@link
 * Wording}.
 */
public final class Words {
  private Words() {}

  /** A verdict, as short as a table wants it. */
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case IN -> "In profile";
      case OUT -> "Out of profile";
      case EXPLAINED -> "Explained";
      case UNKNOWN -> "Unknown";
    };
  }

  /** A verdict as it is drawn. */
  public static String drawn(DrawingClass drawn) {
    return switch (drawn) {
      case OUT -> "Out of profile";
      case NEAR -> "Near miss";
      case RATE -> "Out, by rate";
      case EXPLAINED -> "Explained";
      case UNKNOWN -> "Unknown";
      case IN -> "In profile";
    };
  }

  /** A verdict as it is drawn, in one or two words, for the legend. */
  public static String brief(DrawingClass drawn) {
    return switch (drawn) {
      case OUT -> "Out";
      case NEAR -> "Near miss";
      case RATE -> "Rate";
      case EXPLAINED -> "Explained";
      case UNKNOWN -> "Unknown";
      case IN -> "In";
    };
  }

  /** What a way of drawing means. */
  public static String meaning(DrawingClass drawn) {
    return switch (drawn) {
      case OUT -> meaning(Verdict.OUT);
      case NEAR -> "Out of profile, but the nearest known element differs in one field only.";
      case RATE -> "Known, but more often or less often than ever.";
      case EXPLAINED -> meaning(Verdict.EXPLAINED);
      case UNKNOWN -> meaning(Verdict.UNKNOWN);
      case IN -> meaning(Verdict.IN);
    };
  }

  /** What a verdict means. */
  public static String meaning(Verdict verdict) {
    return switch (verdict) {
      case IN -> "Equals something the workload is known to do.";
      case OUT ->
          "Differs from everything the workload is known to do, or is wrong for any workload.";
      case EXPLAINED ->
          "Outside of the profile, but a declared cause accounts for it. An attacker can imitate these.";
      case UNKNOWN -> "Could not be judged. This does not mean that it is normal.";
    };
  }

  /** A severity. */
  public static String severity(Severity severity) {
    String name = severity.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** A reason in a few words, for lists. */
  public static String brief(Reason reason) {
    return switch (reason) {
      case MATCHED -> "Known behaviour";
      case NEW_BINARY_NOT_IN_IMAGE -> "New program, not from the image";
      case NEW_BINARY_IN_IMAGE -> "New program";
      case NEW_PARENT -> "Known program, new parent";
      case NEW_ARG_SHAPE -> "Known program, new kind of arguments";
      case NOT_IN_INIT_TREE -> "Put into the container from outside";
      case NEW_FILE_WRITE -> "New file written";
      case NEW_FILE_READ -> "New file read";
      case SENSITIVE_READ -> "Sensitive file read";
      case NEW_PEER -> "New peer";
      case NEW_PORT -> "Known peer, new port";
      case NEW_DNS -> "New name looked up";
      case NEW_LISTENER -> "New listening port";
      case NEW_CAPABILITY -> "New capability";
      case NEW_SYSCALL -> "New system call";
      case NEW_API_REQUEST -> "New kind of API request";
      case RATE_HIGH -> "More often than ever";
      case RATE_SILENT -> "Expected, but silent";
      case EXECUTED_FROM_MEMORY -> "Program run from memory";
      case EXECUTED_DELETED_FILE -> "Program deleted while it ran";
      case TOKEN_READ_BY_TOOL -> "Service account token read by a tool";
      case TOKEN_USED_ELSEWHERE -> "Token used outside of its pod";
      case HOST_MOUNT -> "File system of the node mounted";
      case NAMESPACE_ENTERED -> "Another namespace entered";
      case MINER_PORT -> "Connection to a mining port";
      case SHELL_ON_NETWORK -> "Shell connected to the network";
      case EXECUTED_NEW_FILE -> "Program written after the start";
      case NEW_PHASE -> "Known from start or stop only";
      case FOREIGN_LINEAGE -> "Child of a process out of profile";
      case PROBE -> "Declared probe";
      case LIFECYCLE -> "Declared lifecycle hook";
      case OPERATOR_EXEC -> "Exec of an operator";
      case ROLLOUT -> "Roll-out";
      case RUNTIME_INIT -> "Start of the container by its runtime";
      case NO_BASELINE -> "No baseline applies";
      case FACET_NONE -> "Baseline is silent on this kind";
      case FACET_LEARNING -> "Baseline still learning";
      case FACET_UNSTABLE -> "Too varied to learn";
      case FACET_STALE -> "Baseline of another image";
      case FACET_TRUNCATED -> "Baseline incomplete";
      case FACET_TAINTED -> "Baseline overlaps the incident";
      case START_NOT_LEARNED -> "Start-up was never learned";
      case NO_CONTAINER -> "No container named";
      case NOT_ENOUGH_DETAIL -> "Not enough detail";
      case IN_IMAGE -> "In the image, nothing learned";
      case NOT_JUDGED -> "Not judged by baselines";
      case USER_REQUEST -> "A user's own request";
    };
  }

  /** A reason as the sentence that explains the verdict. */
  public static String sentence(Reason reason) {
    return Wording.why(reason) + ".";
  }

  /** What is to be known about a record. */
  public static String quality(Quality quality) {
    return switch (quality) {
      case EXE_UPPER_LAYER -> "The program was created after the container started.";
      case EXE_LOWER_LAYER -> "The program belongs to the image.";
      case EXE_FROM_MEMFD -> "The program lives in memory only.";
      case EXE_DELETED -> "The program's file was deleted while it ran.";
      case IN_INIT_TREE -> "Descends from the container's first process.";
      case NOT_IN_INIT_TREE -> "Was put into the container from outside (exec, probe, nsenter).";
      case MAYBE_PROBE -> "The sensor takes it for a probe.";
      case TTY -> "Has a terminal: somebody may be typing.";
      case FAILED -> "It was tried and failed.";
      case DENIED -> "It was tried and denied.";
      case LOSSY_ARGUMENTS -> "Where one argument ends and the next begins is lost.";
      case TRUNCATED -> "The source cut this record.";
      case REPLACED_BYTES -> "Bytes that are no UTF-8 were replaced.";
      case DUPLICATE -> "The same record stands in the evidence more than once.";
      case TIME_SUSPECT ->
          "The time is implausible: before 2000, after the import, or a year or more from the rest of"
              + " its source. It stays out of what is framed.";
      case LOCATION_JOINED -> "The container, or its pod, was identified from other evidence.";
      case RUNNING_BEFORE_SENSOR ->
          "Was so before the sensor or the recording began: its start was not seen.";
      case DIRECTION_UNKNOWN ->
          "Which end began the connection was not seen: it is told from one end, and not judged.";
      case FILE_TIME -> "The time is one that a file carries: whoever may write it can set it.";
      case SEEN_RUNNING -> "It ran when somebody looked; when it began is not told.";
    };
  }

  /** Where something was seen for the first time out of profile. */
  public static String scope(Flag flag) {
    String image =
        switch (flag.inImage()) {
          case FIRST, LATER, NONE -> "";
          case UNKNOWN -> "; its image's digest is not known well enough to say more";
        };
    return switch (flag.widest()) {
          case CASE -> "in this case";
          case IMAGE -> "in this image, and not in this case";
          case POD -> "in this pod, and not in this case";
        }
        + (flag.inCase() ? "" : image);
  }

  /** How far a facet of a baseline may be trusted. */
  public static String state(FacetState state) {
    return switch (state) {
      case STABLE -> "Known";
      case NONE -> "Not recorded";
      case LEARNING -> "Still being learned";
      case UNSTABLE -> "Too varied to be judged";
      case STALE -> "Of another image digest";
      case TRUNCATED -> "Incomplete";
      case TAINTED -> "Learned while the incident may have been under way";
    };
  }

  /** A facet of a baseline. */
  public static String facet(Facet facet) {
    return switch (facet) {
      case EXEC -> "programs";
      case FILE_WRITE -> "files written";
      case FILE_READ -> "files read";
      case SENSITIVE_READ -> "sensitive files read";
      case NETWORK -> "connections";
      case DNS -> "names looked up";
      case CAPABILITY -> "capabilities";
      case SYSCALL -> "system calls";
      case API -> "API requests";
    };
  }
}
