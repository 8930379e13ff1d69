package salvor.report;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import salvor.baseline.Completeness;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;

/** How much of a part of a baseline is known, in plain words. */
public final class CompletenessWords {
  private static final Pattern POD_ON_A_DAY = Pattern.compile(".+ \\d{4}-\\d\\d-\\d\\d");

  private CompletenessWords() {}

  /** What one unit is called. */
  public static String unit(Profile profile) {
    return profile.units().stream().allMatch(u -> POD_ON_A_DAY.matcher(u.id()).matches())
        ? "pod-day"
        : "recording";
  }

  /** How many pods the units of a facet are of; 0 where units are no pods. */
  static long pods(Profile profile, Facet facet) {
    return unit(profile).equals("recording")
        ? 0
        : profile.units(facet).stream()
            .map(u -> u.id().substring(0, u.id().lastIndexOf(' ')))
            .distinct()
            .count();
  }

  /** How many units it was made of. */
  public static String units(Profile profile) {
    return OverviewText.plural(profile.units().size(), unit(profile));
  }

  /** How complete a part is; empty when nothing of it was recorded. */
  public static String of(Profile profile, Facet facet) {
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
          + OverviewText.plural(Completeness.ENOUGH, unit)
          + " watched";
    }
    String chance =
        known.chanceOfNew().orElse(1) >= 1
            ? ""
            : "; " + bound(known.chanceOfNew().getAsDouble()) + " chance of anything new";
    return known.coverage().isEmpty()
        ? "Nothing of it was done in " + OverviewText.plural(known.units(), unit) + chance
        : share(known, unit) + chance;
  }

  private static String share(Completeness known, String unit) {
    if (known.once() == 0) {
      return "All of it was seen in two or more of "
          + OverviewText.plural(known.units(), unit)
          + ": nothing new is expected";
    }
    return percent(known.coverage())
        + " of what the next "
        + unit
        + " does is known, "
        + number(known.expectedNew())
        + " new expected";
  }

  /** Rounded down: more is never said than is known. */
  private static String percent(OptionalDouble share) {
    double percent = share.orElse(0) * 100 + 1e-9;
    return percent > 99.9
        ? "More than 99.9 %"
        : percent > 99
            ? String.format(Locale.ROOT, "%.1f %%", Math.floor(percent * 10) / 10)
            : String.format(Locale.ROOT, "%.0f %%", Math.floor(percent));
  }

  private static String number(OptionalDouble expected) {
    double number = expected.orElse(0);
    return number < 0.1
        ? "fewer than 0.1"
        : String.format(Locale.ROOT, number < 10 ? "%.1f" : "%.0f", number);
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bound(double chance) {
    return String.format(Locale.ROOT, "below %.0f %%", Math.ceil(chance * 100 - 1e-9));
  }

  /** How the numbers came about, for those who ask. */
  public static String explained(Profile profile, Facet facet) {
    Completeness known = Completeness.of(profile, facet);
    String unit = unit(profile);
    if (!known.isEnough()) {
      return "How complete it is can be told from "
          + OverviewText.plural(Completeness.ENOUGH, unit)
          + " on that do not depend on each other.";
    }
    return count(known.elements())
        + " known from "
        + OverviewText.plural(known.units(), unit)
        + "; "
        + count(known.once())
        + " of them seen in one only, "
        + count(known.twice())
        + " in two. The share is estimated from these (Good, Chao)."
        + (known.unitsSinceNew() == 0
            ? " The last " + unit + " still showed something new."
            : " The last "
                + OverviewText.plural(known.unitsSinceNew(), unit)
                + " showed nothing new, which bounds the chance with 95 % confidence (rule of three).");
  }
}
