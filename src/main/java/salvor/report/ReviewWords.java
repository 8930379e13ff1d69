package salvor.report;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import salvor.baseline.Facet;
import salvor.evidence.Visible;
import salvor.review.Dwell;
import salvor.review.Rendering;
import salvor.review.Replay;
import salvor.review.ReviewedAct;
import salvor.review.Rule;
import salvor.review.Tightening;

/** What a review says, in words. */
public final class ReviewWords {
  private ReviewWords() {}

  /** What the baseline made of an act, in one sentence. */
  public static String answer(ReviewedAct.Answer answer) {
    return switch (answer) {
      case ReviewedAct.Answer.Out(var reason, boolean hard) ->
          Wording.why(reason) + (hard ? " (told without any baseline)" : "");
      case ReviewedAct.Answer.Wide(_, var element, boolean lineage) ->
          "The baseline takes this for normal: "
              + Visible.text(element.trait().text(), 160)
              + (lineage ? "; only its origin gives it away" : "");
      case ReviewedAct.Answer.Unknown(var reason, var facet, _, _) ->
          Wording.why(reason) + (facet == null ? "" : "; " + collect(facet));
    };
  }

  /** The verdict on an act in one word. */
  public static String verdict(ReviewedAct.Answer answer) {
    return switch (answer) {
      case ReviewedAct.Answer.Out _ -> "OUT";
      case ReviewedAct.Answer.Wide _ -> "IN";
      case ReviewedAct.Answer.Unknown _ -> "UNKNOWN";
    };
  }

  /** What would have to be recorded for a facet to be judged. */
  public static String collect(Facet facet) {
    return switch (facet) {
      case EXEC -> "record every program start and learn from it";
      case FILE_WRITE -> "record files opened for writing, renamed, deleted, and changes of mode";
      case FILE_READ -> "record every file that is opened; most sensors record a short list only";
      case SENSITIVE_READ -> "record reads of tokens, keys and password files";
      case NETWORK -> "record connections, both opened and accepted";
      case DNS -> "record name lookups";
      case CAPABILITY -> "record the use of capabilities";
      case SYSCALL -> "system calls are never judged alone: look at what they do";
      case API -> "record the API server's audit log";
    };
  }

  /** What to do about an element that is too wide. */
  public static String proposal(Tightening.Proposal proposal) {
    return switch (proposal) {
      case Tightening.Proposal.Replace(var by) ->
          "keep only the "
              + OverviewText.plural(by.size(), "act")
              + " of normal life in this recording; what else it covered would be out of profile";
      case Tightening.Proposal.Unseen _ ->
          "normal life in this recording does nothing of it: what to keep of it, its baseline's"
              + " owner must say";
      case Tightening.Proposal.Same _ ->
          "cannot be tightened: it is known to do the very same in normal life";
      case Tightening.Proposal.TooMany(int known) ->
          String.format(
              Locale.ROOT, "cannot be tightened: normal life does %,d different things", known);
    };
  }

  /** What a rule looks for. */
  public static String purpose(Rule.Purpose purpose) {
    return switch (purpose) {
      case UNKNOWN_PROGRAM -> "Any program that the baseline does not know";
      case NEW_PROGRAM -> "Programs that only the attacker ran";
      case FROM_MEMORY -> "A program executed from memory";
      case WRITTEN_PROGRAM -> "A program written after the container started";
      case NEW_PARENT -> "A known program started by a parent that never starts it";
      case NEW_ARGUMENTS -> "A known program told to do more than ever";
      case FILE_READ -> "Files opened by programs that never open them";
      case FILE_CHANGED -> "Files changed by programs that never change them";
      case FILE_DELETED -> "Files deleted by programs that never delete them";
      case PEER -> "Connections to addresses that only the attacker talked to";
      case CONNECTING_PROGRAM -> "Connections by programs that never make one";
      case CLIENT -> "Connections from addresses that only the attacker used";
      case LISTENER -> "Ports listened on that never were";
      case LOOKUP -> "Names that only the attacker looked up";
      case API_REQUEST -> "API requests that the workload never makes";
      case BOUNDARY -> "System calls that cross the boundary of the container";
    };
  }

  /** Whom a rule watches. */
  public static String place(Rule rule) {
    return rule.workload() == null
        ? "everywhere"
        : Visible.text(
            rule.workload() + (rule.container() == null ? "" : ":" + rule.container()), 120);
  }

  /** What a rule did with the recording, in one sentence. */
  public static String replay(Replay replay) {
    StringBuilder words =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "catches %s of the attacker; ",
                OverviewText.plural(replay.caught().limit(), "observation")));
    if (replay.falseAlarms() == 0) {
      words
          .append(
              replay.recorded()
                  ? "silent on everything else in "
                  : "NOT PROVED to be silent: only alerts about such acts were recorded in ")
          .append(length(replay.nanos()));
    } else {
      words.append(
          String.format(
              Locale.ROOT,
              "FIRES %,d times on anything else in %s (%,d in profile, %,d explained, %,d unknown,"
                  + " %,d accepted; %,d in other pods of the workload)",
              replay.falseAlarms(),
              length(replay.nanos()),
              replay.known(),
              replay.explained(),
              replay.unknown(),
              replay.accepted(),
              replay.siblings()));
    }
    if (!replay.elements().isEmpty()) {
      words.append("; FIRES on ").append(replay.elements().size()).append(" known acts");
    }
    if (!replay.possible().isEmpty()) {
      words.append("; may fire on ").append(replay.possible().size()).append(" known acts");
    }
    if (replay.undecided() > 0) {
      words.append(
          String.format(Locale.ROOT, "; %,d observations say too little", replay.undecided()));
    }
    return words.toString();
  }

  /** Why a format has no such rule. */
  public static String refused(Rendering.CannotHold cause) {
    String what = Visible.text(cause.what(), 80);
    return switch (cause.why()) {
      case KIND -> "knows no such acts (" + what + ")";
      case FIELD -> "has no such field (" + what + ")";
      case OPERATION -> "cannot ask that (" + what + ")";
      case VALUE -> "cannot hold this text (" + what + ")";
      case PLACE -> "would watch everything: it cannot say where";
      case TOO_MANY -> "has no room for " + what + " ways";
    };
  }

  /** How long the attacker was there, and would have been. */
  public static String dwell(Dwell dwell) {
    if (dwell.firstOut() == null) {
      return "Nothing with a time is out of profile: there is nothing to measure.";
    }
    StringBuilder words = new StringBuilder();
    if (dwell.compromise() == null) {
      words.append(
          "The time of the compromise is not set, so that no delay can be told; set it as a"
              + " milestone of the case.");
    } else {
      words
          .append("Achievable delay with this baseline: ")
          .append(length(dwell.achievable()))
          .append(" from compromise to the first that is out of profile.");
    }
    if (dwell.detected() == null) {
      return words + " No detection is set, and no sensor raised an alert.";
    }
    String by = dwell.isDetectionSet() ? "detection" : "the first alert (no detection is set)";
    if (dwell.compromise() != null) {
      words.append(" As it was: ").append(length(dwell.actual())).append(" until ").append(by);
      words.append('.');
    }
    long gained = dwell.gained().orElse(0);
    return words
        .append(
            gained > 0
                ? " The baseline marks it " + length(gained) + " before " + by + "."
                : " The baseline marks nothing before " + by + ".")
        .append(contained(dwell, by))
        .toString();
  }

  private static String contained(Dwell dwell, String by) {
    OptionalLong length = dwell.untilContained();
    return length.isEmpty() ? "" : " Isolated " + length(length) + " after " + by + ".";
  }

  private static String length(OptionalLong nanos) {
    return nanos.isEmpty() ? "unknown" : length(nanos.getAsLong());
  }

  /** A length of time. */
  static String length(long nanos) {
    Duration length = Duration.ofNanos(Math.abs(nanos));
    String sign = nanos < 0 ? "-" : "";
    if (length.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%s%.3f s", sign, length.toNanos() / 1e9);
    }
    long days = length.toDays();
    return sign
        + (days > 0 ? days + " d " : "")
        + (days > 0 || length.toHoursPart() > 0 ? length.toHoursPart() + " h " : "")
        + length.toMinutesPart()
        + " min"
        + (days > 0 ? "" : " " + length.toSecondsPart() + " s");
  }
}
