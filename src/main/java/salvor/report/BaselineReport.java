package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ByHand;
import salvor.baseline.Carrying;
import salvor.baseline.Completeness;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.OnePod;
import salvor.baseline.Profile;
import salvor.baseline.Unit;
import salvor.baseline.Window;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;

/** What baselines hold, and how complete they are, for people and for machines. */
public final class BaselineReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 200;

  private final List<Profile> profiles;
  private final boolean elements;

  /**
   * @param elements whether each element is listed
   */
  public BaselineReport(List<Profile> profiles, boolean elements) {
    this.profiles = List.copyOf(profiles);
    this.elements = elements;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("baseline-show.schema.json");
  }

  /** The published schema of a baseline's own file, as text. */
  public static String schemaOfFile() throws IOException {
    return JsonDocument.schema("baseline.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    profiles.forEach(profile -> text(profile, out));
    out.flush();
  }

  private void text(Profile profile, PrintWriter out) {
    out.println(
        Visible.text(profile.name(), LONGEST)
            + (profile.key().digest() == null ? "" : " @" + profile.key().digest().brief()));
    out.println(
        "  "
            + (profile.units().isEmpty()
                ? "what was watched is not known"
                : CompletenessWords.units(profile) + " watched")
            + profile.windows().stream()
                .map(w -> "; learned from " + time(w.from()) + " to " + time(w.until()))
                .collect(Collectors.joining())
            + "; made by "
            + Visible.text(profile.origin(), 80));
    for (Facet facet : Facet.values()) {
      int known = profile.elements(facet).size();
      if (known > 0 || profile.states().containsKey(facet)) {
        out.printf(
            Locale.ROOT,
            "  %-14s %-9s %,d known  %s%n",
            BaselineWords.facet(facet),
            BaselineWords.state(profile.state(facet)),
            known,
            BaselineWords.why(profile, facet));
        String complete = CompletenessWords.of(profile, facet);
        if (!complete.isEmpty()) {
          out.println("                 " + complete);
        }
        if (elements) {
          list(profile, facet, out);
        }
      }
    }
  }

  private static void list(Profile profile, Facet facet, PrintWriter out) {
    int number = 0;
    for (Element element : profile.elements()) {
      number++;
      if (element.trait().facet() == facet) {
        out.println("    " + number + "  " + line(profile, element));
        element.members().forEach(m -> out.println("          " + line(profile, m)));
      }
    }
  }

  /** An element in one line: what, how often, when, in which phases. */
  private static String line(Profile profile, Element element) {
    StringBuilder line = new StringBuilder(Visible.text(element.trait().text(), LONGEST));
    String support = BaselineWords.support(profile, element);
    line.append(support.isEmpty() ? "" : "  " + support);
    String only = BaselineWords.onePod(profile, element);
    line.append(only.isEmpty() ? "" : "  " + only);
    if (element.firstSeen() != null && element.lastSeen() != null) {
      line.append("  ").append(time(element.firstSeen()));
      line.append(" to ").append(time(element.lastSeen()));
    }
    if (!element.phases().isEmpty()) {
      line.append("  ")
          .append(
              element.phases().stream().map(TriageJson::lower).collect(Collectors.joining(", ")));
    }
    return line.append(ByHand.isMade(element) ? "  made by hand" : "").toString();
  }

  private static String time(@Nullable Long nanos) {
    return nanos == null || nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE
        ? "an unknown time"
        : TimeText.rfc3339(nanos, 0);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects("profiles", profiles, profile -> profile(json, profile));
        });
  }

  private void profile(JsonDocument json, Profile profile) {
    head(json, profile);
    json.objects("units", profile.units(), unit -> unit(json, unit));
    json.objects(
        "windows",
        profile.windows(),
        window -> {
          json.text("from", window.from() == Long.MIN_VALUE ? null : instant(window.from()));
          json.text("until", window.until() == Long.MAX_VALUE ? null : instant(window.until()));
        });
    json.objects("facets", List.of(Facet.values()), facet -> facet(json, profile, facet));
    if (elements) {
      int[] number = new int[1];
      json.objects(
          "elements",
          profile.elements(),
          element -> {
            json.number("number", ++number[0]);
            element(json, profile, element);
          });
    }
  }

  /** Whose baseline it is, and who made it. */
  static void head(JsonDocument json, Profile profile) {
    json.text("name", profile.name());
    key(json, profile.key());
    json.text("origin", profile.origin());
  }

  /** Whose behaviour it is; null what is not known. */
  static void key(JsonDocument json, Profile.Key key) {
    json.text("namespace", key.namespace());
    json.text("workloadKind", key.kind());
    json.text("workload", key.workload());
    json.text("container", key.container());
    json.text("digest", key.digest() == null ? null : key.digest().value());
  }

  private static void unit(JsonDocument json, Unit unit) {
    json.text("id", unit.id());
    json.text("from", unit.from() == null ? null : instant(unit.from()));
    json.text("until", unit.until() == null ? null : instant(unit.until()));
    json.texts("facets", unit.facets().stream().map(TriageJson::lower).toList());
    json.is("lossy", unit.lossy());
  }

  private static void facet(JsonDocument json, Profile profile, Facet facet) {
    Completeness known = Completeness.of(profile, facet);
    json.text("facet", TriageJson.lower(facet));
    json.text("state", TriageJson.lower(profile.state(facet)));
    json.text("why", BaselineWords.why(profile, facet));
    json.number("known", known.elements());
    json.number("toBeConfirmed", profile.elements(facet).stream().filter(Carrying::isOpen).count());
    json.object(
        "completeness",
        () -> {
          json.text("words", CompletenessWords.of(profile, facet));
          json.number("units", known.units());
          json.number("incidences", known.incidences());
          json.number("seenOnce", known.once());
          json.number("seenTwice", known.twice());
          json.number("unitsSinceNew", known.unitsSinceNew());
          json.number("coverage", known.coverage());
          json.number("expectedNew", known.expectedNew());
          json.number("chanceOfNew", known.chanceOfNew());
        });
  }

  private static void element(JsonDocument json, Profile profile, Element element) {
    shortly(json, element);
    json.number("support", element.support());
    json.number("of", profile.units(element.trait().facet()).size());
    json.text("firstSeen", element.firstSeen() == null ? null : instant(element.firstSeen()));
    json.text("lastSeen", element.lastSeen() == null ? null : instant(element.lastSeen()));
    json.texts("phases", element.phases().stream().map(TriageJson::lower).toList());
    json.texts("evidence", element.evidence());
    OnePod only = OnePod.of(profile, element).orElse(null);
    json.text("onlyPod", only == null ? null : only.pod());
    json.number("ofPods", only == null ? 0 : only.of());
    json.is("toBeConfirmed", Carrying.isOpen(element));
    json.is("madeByHand", ByHand.isMade(element));
    json.objects("members", element.members(), member -> element(json, profile, member));
  }

  /** What an element is, without what stands behind it. */
  static void shortly(JsonDocument json, Element element) {
    json.text("facet", TriageJson.lower(element.trait().facet()));
    json.text("text", element.trait().text());
  }

  static String instant(long nanos) {
    return TimeText.rfc3339(nanos, 9);
  }

  /** A window in words. */
  static String window(Window window) {
    return time(window.from()) + " to " + time(window.until());
  }
}
