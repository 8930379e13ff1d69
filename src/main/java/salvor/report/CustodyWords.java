package salvor.report;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.custody.Deed;
import salvor.custody.LedgerCheck;
import salvor.custody.LedgerRecord;
import salvor.custody.Standing;

/** What a ledger says, in English. */
public final class CustodyWords {
  private static final int SHORT = 12;

  private CustodyWords() {}

  /** What happened, in a word or two. */
  public static String deed(LedgerRecord record) {
    Deed event = record.event();
    return event == null ? record.eventName() : deed(event, record.verb());
  }

  private static String deed(Deed event, String verb) {
    return switch (event) {
      case PLANNED -> verb.equals("record") ? "recording began" : "planned";
      case COLLECTED -> verb.equals("record") ? "recorded" : "collected";
      case FAILED -> verb.isEmpty() ? "failed" : verb + " failed";
      case VERIFIED -> "verified";
      case ACCESSED -> verb.equals("open-doubted") ? "opened in doubt" : "opened";
      case DERIVED -> verb.isEmpty() ? "derived" : "derived by " + verb;
      case EXPORTED -> verb.equals("seal") ? "sealed" : "exported";
      case IMPORTED -> verb.equals("transfer") ? "received" : "imported";
      case TRANSFERRED -> "handed over";
      case ACTION -> "acted";
      case UNDO -> "taken back";
      case NOTE ->
          switch (verb) {
            case "edit" -> "edited";
            case "triage" -> "decided";
            case "acting-on" -> "acting allowed";
            case "acting-off" -> "acting ended";
            default -> "note";
          };
    };
  }

  /** What came of it in words: a status, a number, a hash, or why it failed. */
  public static String result(LedgerRecord record) {
    String words = ResultWords.of(record);
    String code = code(record);
    return !words.isEmpty()
        ? words
        : record.response().containsKey("standing") ? code : ResultWords.plain(code);
  }

  /** The same by the codes of the ledger, as machines know it. */
  static String code(LedgerRecord record) {
    Map<String, String> said = new TreeMap<>(record.response());
    String standing = said.remove("standing");
    said.remove("stamp");
    if (standing != null) {
      return standing.replace('_', '-') + faults(said.get("faults"));
    }
    if (record.verb().equals("edit") && said.containsKey("edits")) {
      return counted(said.get("edits"), "edit") + turned(said.get("turned"));
    }
    if (said.containsKey("repaired")) {
      return "the program was ended" + ("yes".equals(said.get("found")) ? "; it is there" : "");
    }
    if (record.verb().equals("open")) {
      return opened(said);
    }
    if (!record.sha256().isEmpty()) {
      return "SHA-256 " + record.sha256().substring(0, Math.min(SHORT, record.sha256().length()));
    }
    return said.getOrDefault("result", "");
  }

  private static String faults(@Nullable String faults) {
    return faults == null || faults.equals("0") ? "" : ", " + counted(faults, "fault");
  }

  private static String turned(@Nullable String turned) {
    return turned == null || turned.equals("0") ? "" : ", " + turned + " taken back or done again";
  }

  private static String opened(Map<String, String> said) {
    String words = counted(said.getOrDefault("observations", "0"), "event");
    said.remove("observations");
    said.remove("files");
    return said.isEmpty()
        ? words
        : words
            + "; "
            + String.join(", ", said.keySet()).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String counted(@Nullable String number, String what) {
    return number + " " + what + ("1".equals(number) ? "" : "s");
  }

  /** What is to be said of a ledger: the worst that was found in it. */
  public static Standing standing(LedgerCheck.Result check) {
    return check.faults().stream()
        .map(salvor.custody.Fault::standing)
        .max(Standing::compareTo)
        .orElse(Standing.VALID);
  }

  /** The status of a ledger in a word: one that goes on is signed when it is sealed. */
  public static String name(Standing standing) {
    return standing == Standing.VALID ? "WHOLE" : BundleWords.name(standing);
  }

  /** The same in a sentence. */
  public static String sentence(Standing standing) {
    return switch (standing) {
      case VALID, VALID_UNSIGNED ->
          "Each record follows the one before it, and the last is the one that is pinned.";
      case MODIFIED -> "A record was changed after it was written.";
      case TRUNCATED, REORDERED, EXTRA, MISSING, CONTRADICTION -> BundleWords.sentence(standing);
    };
  }
}
