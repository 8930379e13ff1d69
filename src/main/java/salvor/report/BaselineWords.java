package salvor.report;

import java.util.Locale;
import java.util.OptionalDouble;
import salvor.baseline.Carrying;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.OnePod;
import salvor.baseline.Profile;
import salvor.baseline.Watching;
import salvor.evidence.Visible;

/** What a baseline is known to be, in words. */
public final class BaselineWords {
  private BaselineWords() {}

  /** A facet in words: {@code file write}. */
  public static String facet(Facet facet) {
    return facet.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A state in a word. */
  public static String state(FacetState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Why a facet is in its state: {@code 1 of 3 pod-days and 40 of 120 s watched}. */
  public static String why(Profile profile, Facet facet) {
    Watching watching = Watching.of(profile, facet);
    return switch (profile.state(facet)) {
      case NONE -> "nothing of it was recorded";
      case STABLE ->
          watching.units() == 0
              ? "its source says that it is complete"
              : watched(profile, facet, watching);
      case LEARNING -> missing(watching, CompletenessWords.unit(profile));
      case UNSTABLE -> "new elements did not cease to come; it is never judged";
      case STALE -> open(profile, facet);
      case TRUNCATED ->
          watching.units() > watching.complete()
              ? "events were lost in "
                  + of(watching.units() - watching.complete(), watching.units())
                  + " "
                  + CompletenessWords.unit(profile)
                  + "s"
              : "its source says that it is cut";
      case TAINTED -> "it was learned while the incident may have been under way";
    };
  }

  /** How many pods, and how long one of them at least; {@code 3 pods, watched for 364 s}. */
  private static String watched(Profile profile, Facet facet, Watching watching) {
    long pods = CompletenessWords.pods(profile, facet);
    String unit = OverviewText.plural(watching.units(), CompletenessWords.unit(profile));
    String who =
        pods == 0
            ? unit
            : OverviewText.plural(pods, "pod") + (pods == watching.units() ? "" : " in " + unit);
    return who + (watching.seconds() == 0 ? "" : ", watched for " + learned(watching));
  }

  private static String missing(Watching watching, String unit) {
    OptionalDouble coverage = watching.known().coverage();
    String time = of(watching.seconds(), Watching.ENOUGH_SECONDS) + " s";
    return watching.units() == 0
        ? "no " + unit + " of this image was watched"
        : coverage.isPresent()
            ? percent(coverage.getAsDouble())
                + " of "
                + percent(Watching.ENOUGH_COVERAGE)
                + " known"
            : watching.known().isEnough()
                ? "they showed nothing, in " + time
                : of(watching.complete(), Watching.ENOUGH_UNITS)
                    + " "
                    + unit
                    + "s and "
                    + time
                    + " watched";
  }

  private static String of(long is, long needed) {
    return String.format(Locale.ROOT, "%,d of %,d", is, needed);
  }

  private static String open(Profile profile, Facet facet) {
    long open = profile.elements(facet).stream().filter(Carrying::isOpen).count();
    return "of another image"
        + (open == 0
            ? ""
            : "; " + of(open, profile.elements(facet).size()) + " elements must be confirmed");
  }

  private static String learned(Watching watching) {
    long seconds = watching.seconds();
    return seconds >= Long.MAX_VALUE / 2_000_000_000L
        ? "all time"
        : seconds >= 2 * 86_400
            ? String.format(Locale.ROOT, "%,d days", seconds / 86_400)
            : seconds >= 2 * 3_600
                ? String.format(Locale.ROOT, "%,d hours", seconds / 3_600)
                : String.format(Locale.ROOT, "%,d s", seconds);
  }

  /** Rounded down: all is said only of all. */
  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", Math.floor(100 * share + 1e-9));
  }

  /** What stands behind an element: in how many units it was seen, and what people did to it. */
  public static String support(Profile profile, Element element) {
    int units = profile.units(element.trait().facet()).size();
    return Carrying.isOpen(element)
        ? "to be confirmed"
        : units == 0 ? "" : "in " + of(element.support(), units);
  }

  /** That only one of several pods showed an element; empty when not. */
  public static String onePod(Profile profile, Element element) {
    return OnePod.of(profile, element)
        .map(only ->
            String.format(
                Locale.ROOT, "seen in 1 of %,d pods: %s", only.of(), Visible.text(only.pod(), 120)))
        .orElse("");
  }
}
