package salvor.ingest.sbom;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.ImageReport.Remedy;
import salvor.workload.ImageReport.Severity;
import tools.jackson.databind.JsonNode;

/** How bad a vulnerability is, in the words of scanners. */
final class Ratings {
  private Ratings() {}

  /**
   * A score.
   *
   * @param tenths -1 when there is none
   */
  record Score(int tenths, @Nullable String vector, @Nullable String by) {
    static final Score NONE = new Score(-1, null, null);
  }

  static Severity severity(@Nullable String word) {
    return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
      case "critical" -> Severity.CRITICAL;
      case "high", "important" -> Severity.HIGH;
      case "medium", "moderate" -> Severity.MEDIUM;
      case "low" -> Severity.LOW;
      case "negligible", "none", "info", "informational", "unimportant" -> Severity.NEGLIGIBLE;
      default -> Severity.UNKNOWN;
    };
  }

  static Remedy remedy(@Nullable String word, boolean versions) {
    return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
      case "fixed", "resolved", "resolved_with_pedigree" -> Remedy.FIXED;
      case "affected",
          "not-fixed",
          "fix_deferred",
          "under_investigation",
          "exploitable",
          "in_triage" ->
          versions ? Remedy.FIXED : Remedy.NOT_FIXED;
      case "wont-fix", "will_not_fix", "end_of_life" -> Remedy.WONT_FIX;
      case "not_affected", "false_positive" -> Remedy.NOT_AFFECTED;
      default -> versions ? Remedy.FIXED : Remedy.UNKNOWN;
    };
  }

  /** A score of CVSS as a number from 0 to 10. */
  static Score score(@Nullable String number, @Nullable String vector, @Nullable String by) {
    if (number == null || number.length() > 20 || !number.matches("[0-9]{1,2}(\\.[0-9]+)?")) {
      return Score.NONE;
    }
    double value = Double.parseDouble(number);
    return value > 10
        ? Score.NONE
        : new Score((int) Math.round(value * 10), brief(vector), brief(by));
  }

  /** Trivy's: of whose word the severity is, else of the national database, else of anybody. */
  static Score trivy(@Nullable JsonNode scores, @Nullable String rated) {
    Score found = rated == null ? Score.NONE : ofTrivy(Fields.at(scores, rated), rated);
    if (found.tenths() < 0 && scores != null) {
      found = ofTrivy(Fields.at(scores, "nvd"), "nvd");
      for (String by : scores.propertyNames()) {
        found = found.tenths() >= 0 ? found : ofTrivy(Fields.at(scores, by), by);
      }
    }
    return found;
  }

  private static Score ofTrivy(@Nullable JsonNode of, String by) {
    for (String version : new String[] {"V3", "V40", "V2"}) {
      Score score =
          score(Fields.text(of, version + "Score"), Fields.text(of, version + "Vector"), by);
      if (score.tenths() >= 0) {
        return score;
      }
    }
    return Score.NONE;
  }

  /** Grype's list of scores: the newest version of CVSS before 4, as others tell that one. */
  static Score grype(@Nullable JsonNode scores, @Nullable String by) {
    Score best = Score.NONE;
    String version = "";
    if (scores != null && scores.isArray()) {
      for (JsonNode each : scores) {
        String its = Fields.text(each, "version");
        Score score =
            score(
                Fields.text(each, "metrics", "baseScore"),
                Fields.text(each, "vector"),
                Fields.text(each, "source") == null ? by : Fields.text(each, "source"));
        String rank = its == null || its.startsWith("4") ? "" : its;
        if (score.tenths() >= 0 && (best.tenths() < 0 || rank.compareTo(version) > 0)) {
          best = score;
          version = rank;
        }
      }
    }
    return best;
  }

  static @Nullable String brief(@Nullable String text) {
    return text == null ? null : Reported.brief(text);
  }
}
