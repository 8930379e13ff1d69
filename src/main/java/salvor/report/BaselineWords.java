package salvor.report;

import java.util.Locale;
import java.util.OptionalDouble;
import salvor.baseline.Carrying;
import salvor.baseline.Completeness;
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

  /** Why a facet is in its state: {@code 1 of 3 units and 40 s of 120 s}. */
  public static String why(Profile profile, Facet facet) {
    Watching watching = Watching.of(profile, facet);
    return switch (profile.state(facet)) {
      case NONE -> "nothing of it was recorded";
      case STABLE ->
          watching.units() == 0
              ? "its source says that it is complete"
              : units(watching.units()) + (watching.seconds() == 0 ? "" : ", " + learned(watching));
      case LEARNING -> missing(watching);
      case UNSTABLE -> "new elements did not cease to come; it is never judged";
      case STALE -> open(profile, facet);
      case TRUNCATED ->
          watching.units() > watching.complete()
              ? "events were lost in "
                  + of(watching.units() - watching.complete(), watching.units())
                  + " units"
              : "its source says that it is cut";
      case TAINTED -> "it was learned while the incident may have been under way";
    };
  }

  private static String missing(Watching watching) {
    OptionalDouble coverage = watching.known().coverage();
    String time = of(watching.seconds(), Watching.ENOUGH_SECONDS) + " s";
    return watching.units() == 0
        ? "no unit of this image was watched"
        : coverage.isPresent()
            ? percent(coverage.getAsDouble())
                + " of "
                + percent(Watching.ENOUGH_COVERAGE)
                + " known"
            : watching.known().isEnough()
                ? "they showed nothing, in " + time
                : of(watching.complete(), Watching.ENOUGH_UNITS) + " units and " + time;
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

  /** A number of units in words. */
  public static String units(int units) {
    return String.format(Locale.ROOT, "%,d pod-day%s", units, units == 1 ? "" : "s");
  }

  private static String learned(Watching watching) {
    long seconds = watching.seconds();
    return seconds >= Long.MAX_VALUE / 2_000_000_000L
        ? "since ever"
        : seconds >= 2 * 86_400
            ? String.format(Locale.ROOT, "%,d days", seconds / 86_400)
            : seconds >= 2 * 3_600
                ? String.format(Locale.ROOT, "%,d hours", seconds / 3_600)
                : String.format(Locale.ROOT, "%,d s", seconds);
  }

  /** How complete a facet is, or that there is not enough to say. */
  public static String completeness(Completeness known) {
    if (!known.isEnough()) {
      return "not enough to say: " + of(known.units(), Completeness.ENOUGH) + " units";
    }
    String share =
        known.coverage().isEmpty()
            ? units(known.units()) + " showed nothing"
            : String.format(
                Locale.ROOT,
                "%s of what the next pod-day does is known; %s new expected",
                percent(known.coverage().getAsDouble()),
                number(known.expectedNew().orElse(0)));
    OptionalDouble chance = known.chanceOfNew();
    return share
        + (chance.isPresent() && chance.getAsDouble() < 1
            ? String.format(
                Locale.ROOT,
                "; below %.0f %% chance of anything new (rule of three)",
                Math.ceil(100 * chance.getAsDouble() - 1e-9))
            : "");
  }

  /** Rounded down: all is said only of all. */
  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", Math.floor(100 * share + 1e-9));
  }

  private static String number(double expected) {
    return expected > 0 && expected < 0.05
        ? "less than 0.1"
        : String.format(Locale.ROOT, "%.1f", expected);
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
