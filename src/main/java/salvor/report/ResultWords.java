package salvor.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import salvor.collection.Taken;
import salvor.containment.Applied;
import salvor.containment.Outcome;
import salvor.containment.Verification;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.custody.Standing;

/**
 * What came of an act by its record in a ledger, in words in place of the record's codes. A ledger
 * from elsewhere may have others: these are told as they are, without what joins their words.
 */
final class ResultWords {
  private static final Pattern CODE = Pattern.compile("[a-z]+([_-][a-z]+)+|[A-Z]+(_[A-Z]+)*");

  private ResultWords() {}

  /**
   * Of what was done to a cluster, or to know of it; empty where the record tells no such thing, or
   * no more than that it went well.
   */
  static String of(LedgerRecord record) {
    Map<String, String> said = record.response();
    String result = said.getOrDefault("result", "");
    if (said.containsKey("outcome")) {
      return step(said);
    }
    return switch (record.verb()) {
      case "get", "exec", "post" -> taken(result, said);
      case "patch" -> entrance(record, result);
      case "look-inside" ->
          named(Verification.Result.values(), result).map(InsideWords::brief).orElse(result);
      case "contain", "contain-undo" ->
          named(Applied.Extent.values(), result).map(MeasureWords::extent).orElse(plain(result));
      default -> "";
    };
  }

  private static String entrance(LedgerRecord record, String result) {
    return !record.request().getOrDefault("path", "").equals("ephemeralcontainers")
        ? plain(result)
        : record.event() == Deed.ACTION
            ? "the toolbox runs in the pod"
            : record.event() != Deed.FAILED
                ? ""
                : result.isEmpty()
                    ? "no toolbox could be brought in"
                    : "not brought in: " + CollectionWords.said(result);
  }

  /** The status of a ledger or a bundle, as everywhere. */
  static String standing(String standing) {
    return named(Standing.values(), standing).map(BundleWords::name).orElse(plain(standing));
  }

  private static String step(Map<String, String> said) {
    return switch (said.getOrDefault("outcome", "")) {
      case "done" ->
          said.getOrDefault("readBack", "").equals("no")
              ? "done, not read back"
              : "done, and read back";
      case "already" -> "nothing to do";
      case "refused" ->
          "refused" + (said.containsKey("httpStatus") ? ", HTTP " + said.get("httpStatus") : "");
      case "hindered" ->
          "not done: "
              + named(Outcome.Hindrance.values(), said.getOrDefault("hindrance", ""))
                  .map(MeasureWords::hindrance)
                  .orElse(plain(said.getOrDefault("hindrance", "")));
      case "unknown" -> "not known: the answer was lost";
      case "not tried" ->
          "not tried: "
              + named(Outcome.Reason.values(), said.getOrDefault("reason", ""))
                  .map(MeasureWords::reason)
                  .orElse(plain(said.getOrDefault("reason", "")));
      default -> plain(said.getOrDefault("outcome", ""));
    };
  }

  /** What came of an item; of one that is there in full its hash says more. */
  private static String taken(String result, Map<String, String> said) {
    String why = CollectionWords.said(said.getOrDefault("said", ""));
    return named(Taken.Result.values(), result)
        .map(each ->
            switch (each) {
              case COLLECTED -> "";
              case PART -> "not whole" + (why.isEmpty() ? "" : ": " + why);
              case FAILED -> "not taken" + (why.isEmpty() ? "" : ": " + why);
              case REPLACED -> "the container was replaced meanwhile";
              case NOT_SERVED -> "the cluster knows no such kind";
              case OURS -> "not taken: it is a toolbox of Salvor that waits";
            })
        .orElse(plain(result));
  }

  /** A code that nobody has told a word of. */
  static String plain(String text) {
    return CODE.matcher(text).matches()
        ? text.replace('_', ' ').replace('-', ' ').toLowerCase(Locale.ROOT)
        : text;
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String code) {
    String name = code.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(all).filter(each -> each.name().equals(name)).findFirst();
  }
}
