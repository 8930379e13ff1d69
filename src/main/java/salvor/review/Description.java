package salvor.review;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a rule file says of a rule, for people: no text of the evidence is in it, since some readers
 * of such files expand parts of it.
 */
final class Description {
  private Description() {}

  /** What it looks for, and what its replay says. */
  static String of(Rule rule, Replay replay) {
    return looksFor(rule.purpose())
        + " Proposed by Salvor after an incident ("
        + rule.reasons().stream().map(Enum::name).collect(Collectors.joining(", "))
        + "). "
        + replay(replay);
  }

  /** What it does with the recording. */
  static String replay(Replay replay) {
    return String.format(
            Locale.ROOT,
            "Replay: fires %d times on the attacker and %d times on anything else in %s of recording; %d"
                + " known acts of the baseline would fire it, %d may.",
            replay.fires(),
            replay.falseAlarms(),
            hours(replay.nanos()),
            replay.elements().size(),
            replay.possible().size())
        + (replay.recorded()
            ? ""
            : " Only alerts about such acts were recorded: that it is silent is not proved.");
  }

  private static String hours(long nanos) {
    long seconds = nanos / 1_000_000_000L;
    return seconds < 7200
        ? String.format(Locale.ROOT, "%d minutes", Math.max(1, seconds / 60))
        : String.format(Locale.ROOT, "%.1f hours", seconds / 3600.0);
  }

  private static String looksFor(Rule.Purpose purpose) {
    return switch (purpose) {
      case UNKNOWN_PROGRAM -> "A program that the baseline does not know was started.";
      case NEW_PROGRAM -> "A program was started that only the attacker ran.";
      case FROM_MEMORY -> "A program was executed from memory.";
      case WRITTEN_PROGRAM ->
          "A program was executed that was written after the container started.";
      case NEW_PARENT -> "A known program was started by a parent that never starts it.";
      case NEW_ARGUMENTS -> "A known program was told to do more than ever.";
      case FILE_READ -> "A file was opened by a program that never opens it.";
      case FILE_CHANGED -> "A file was changed by a program that never changes it.";
      case FILE_DELETED -> "A file was deleted by a program that never deletes it.";
      case PEER -> "A connection to an address that only the attacker talked to.";
      case CONNECTING_PROGRAM -> "A connection by a program that never makes one.";
      case CLIENT -> "A connection from an address that only the attacker used.";
      case LISTENER -> "A port is listened on that never was.";
      case LOOKUP -> "A name was looked up that only the attacker asked for.";
      case API_REQUEST -> "A request to the Kubernetes API that the workload never makes.";
      case BOUNDARY -> "A system call that crosses the boundary of the container.";
    };
  }
}
