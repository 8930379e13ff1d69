package salvor.workbench.baseline;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import salvor.baseline.Completeness;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.Words;

/** How much of a part of a baseline is known, and how far it may be trusted, in plain words. */
final class CompletenessWords {
  private static final Pattern POD_ON_A_DAY = Pattern.compile(".+ \\d{4}-\\d\\d-\\d\\d");

  private CompletenessWords() {}

  /** What one unit is called. */
  static String unit(Profile profile) {
    return profile.units().stream().allMatch(u -> POD_ON_A_DAY.matcher(u.id()).matches())
        ? "pod-day"
        : "recording";
  }

  /** How complete a part is; empty when nothing of it was recorded. */
  static String of(Profile profile, Facet facet) {
    if (profile.state(facet) == FacetState.NONE) {
      return "";
    }
    Completeness known = Completeness.of(profile, facet);
    String unit = unit(profile);
    if (known.units() == 0) {
      return "Not enough to say: its source does not tell what was watched";
    }
    if (!known.isEnough()) {
      return "Not enough to say: "
          + known.units()
          + " of "
          + Moments.count(Completeness.ENOUGH, unit)
          + " watched";
    }
    String chance =
        known.chanceOfNew().isEmpty()
            ? ""
            : "; " + bound(known.chanceOfNew().getAsDouble()) + " chance of anything new";
    return known.coverage().isEmpty()
        ? "Nothing of it was done in " + Moments.count(known.units(), unit) + chance
        : share(known, unit) + chance;
  }

  private static String share(Completeness known, String unit) {
    if (known.once() == 0) {
      return "All of it was seen in two or more of "
          + Moments.count(known.units(), unit)
          + ": nothing new is expected";
    }
    return percent(known.coverage())
        + " of what the next "
        + unit
        + " does is known, "
        + number(known.expectedNew())
        + " new expected";
  }

  private static String percent(OptionalDouble share) {
    double percent = share.orElse(0) * 100;
    return percent > 99.9
        ? "More than 99.9 %"
        : percent > 99
            ? String.format(Locale.ROOT, "%.1f %%", percent)
            : String.format(Locale.ROOT, "%.0f %%", percent);
  }

  private static String number(OptionalDouble expected) {
    double number = expected.orElse(0);
    return number < 0.1
        ? "fewer than 0.1"
        : String.format(Locale.ROOT, number < 10 ? "%.1f" : "%.0f", number);
  }

  private static String bound(double chance) {
    return chance >= 1
        ? "any"
        : String.format(Locale.ROOT, "below %.0f %%", Math.ceil(chance * 100));
  }

  /** How the numbers came about, for those who ask. */
  static String explained(Profile profile, Facet facet) {
    Completeness known = Completeness.of(profile, facet);
    String unit = unit(profile);
    if (!known.isEnough()) {
      return "How complete it is can be told from "
          + Moments.count(Completeness.ENOUGH, unit)
          + " on that do not depend on each other.";
    }
    return Moments.count(known.elements())
        + " known from "
        + Moments.count(known.units(), unit)
        + "; "
        + Moments.count(known.once())
        + " of them seen in one only, "
        + Moments.count(known.twice())
        + " in two. The share is estimated from these (Good, Chao)."
        + (known.unitsSinceNew() == 0
            ? " The last " + unit + " still showed something new."
            : " The last "
                + Moments.count(known.unitsSinceNew(), unit)
                + " showed nothing new, which bounds the chance with 95 % confidence (rule of three).");
  }

  /** A state in a word or two. */
  static String brief(FacetState state) {
    return state == FacetState.STABLE ? "Stable" : Words.state(state);
  }

  /** What a state means for verdicts. */
  static String explained(FacetState state) {
    return switch (state) {
      case STABLE -> "Watched for long enough: what this baseline does not know is out of profile.";
      case NONE ->
          "Nothing of this kind was recorded while it was learned, so nothing of it can be judged.";
      case LEARNING -> "Watched for too short a time so far. What it does not know stays Unknown.";
      case UNSTABLE ->
          "New things never ceased to come. What it does not know stays Unknown for good.";
      case STALE -> "Learned from another image digest. What it does not know stays Unknown.";
      case TRUNCATED ->
          "Events were lost or cut while it was learned. What it does not know may be normal, so it"
              + " stays Unknown.";
      case TAINTED ->
          "Learned while the incident may have been under way: what it knows may be the attacker's,"
              + " so nothing is in profile by it.";
    };
  }
}
