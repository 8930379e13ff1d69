package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.baseline.BaselineDiff;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Profile;
import salvor.baseline.ProfileDiff;
import salvor.baseline.Unit;
import salvor.baseline.Window;
import salvor.evidence.Visible;

/** What two baselines know otherwise, for people and for machines. */
public final class BaselineDiffReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 200;

  private final BaselineDiff diff;

  public BaselineDiffReport(BaselineDiff diff) {
    this.diff = diff;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("baseline-diff.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    diff.profiles().forEach(each -> text(each, out));
    if (diff.isEmpty()) {
      out.println("Nothing differs.");
    }
    out.flush();
  }

  private static void text(ProfileDiff diff, PrintWriter out) {
    if (diff.isEmpty()) {
      return;
    }
    Profile before = diff.before();
    Profile after = diff.after();
    out.println(
        Visible.text(diff.profile().name(), LONGEST)
            + (before == null ? ": only in B" : after == null ? ": only in A" : ""));
    if (before != null && after != null) {
      changed(out, "image", digest(before), digest(after));
      changed(out, "learned", windows(before), windows(after));
    }
    diff.states()
        .forEach((facet, turn) ->
            changed(
                out,
                BaselineWords.facet(facet),
                BaselineWords.state(turn.before()),
                BaselineWords.state(turn.after())));
    units(out, "watched in B only", diff.profile(), diff.unitsAdded());
    units(out, "watched in A only", diff.profile(), diff.unitsRemoved());
    hours(out, diff.hours());
    diff.widened().forEach(w -> wider(out, "widened", w));
    diff.tightened().forEach(w -> wider(out, "tightened", w));
    diff.added().forEach(e -> out.println("  added      " + line(e)));
    diff.removed().forEach(e -> out.println("  removed    " + line(e)));
    out.printf(Locale.ROOT, "  the same   %,d%n", diff.kept());
  }

  private static void changed(PrintWriter out, String what, String before, String after) {
    if (!before.equals(after)) {
      out.println("  " + what + ": " + before + " -> " + after);
    }
  }

  private static void units(PrintWriter out, String what, Profile of, List<Unit> units) {
    if (!units.isEmpty()) {
      out.println(
          "  " + what + ": " + OverviewText.plural(units.size(), CompletenessWords.unit(of)));
    }
  }

  private static void hours(PrintWriter out, Set<Facet> facets) {
    if (!facets.isEmpty()) {
      out.println(
          "  counted otherwise by the hour: "
              + facets.stream().map(BaselineWords::facet).collect(Collectors.joining(", ")));
    }
  }

  private static void wider(PrintWriter out, String what, ProfileDiff.Wider each) {
    boolean widened = what.equals("widened");
    out.printf("  %-10s %s%n", what, line(each.wide()));
    each.narrow()
        .forEach(
            n -> out.println((widened ? "             was " : "             is now ") + line(n)));
  }

  private static String line(Element element) {
    return BaselineWords.facet(element.trait().facet())
        + ": "
        + Visible.text(element.trait().text(), LONGEST);
  }

  private static String digest(Profile profile) {
    return profile.key().digest() == null ? "unknown" : profile.key().digest().brief();
  }

  private static String windows(Profile profile) {
    return profile.windows().isEmpty()
        ? "not known when"
        : profile.windows().stream()
            .map(BaselineReport::window)
            .collect(Collectors.joining(" and "));
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.is("differs", !diff.isEmpty());
          json.objects("profiles", diff.profiles(), each -> profile(json, each));
        });
  }

  private static void profile(JsonDocument json, ProfileDiff diff) {
    side(json, "a", diff.before());
    side(json, "b", diff.after());
    json.objects(
        "states",
        diff.states().entrySet(),
        (Map.Entry<Facet, ProfileDiff.Turn> turn) -> {
          json.text("facet", TriageJson.lower(turn.getKey()));
          json.text("a", TriageJson.lower(turn.getValue().before()));
          json.text("b", TriageJson.lower(turn.getValue().after()));
        });
    json.texts("unitsAdded", diff.unitsAdded().stream().map(Unit::id).toList());
    json.texts("unitsRemoved", diff.unitsRemoved().stream().map(Unit::id).toList());
    json.texts("hours", diff.hours().stream().map(TriageJson::lower).toList());
    json.objects("added", diff.added(), e -> BaselineReport.shortly(json, e));
    json.objects("removed", diff.removed(), e -> BaselineReport.shortly(json, e));
    json.objects("widened", diff.widened(), w -> wider(json, w, "was"));
    json.objects("tightened", diff.tightened(), w -> wider(json, w, "is"));
    json.number("same", diff.kept());
  }

  private static void wider(JsonDocument json, ProfileDiff.Wider each, String narrow) {
    BaselineReport.shortly(json, each.wide());
    json.objects(narrow, each.narrow(), e -> BaselineReport.shortly(json, e));
  }

  private static void side(JsonDocument json, String name, @Nullable Profile profile) {
    Function<Long, @Nullable String> time =
        t -> t == Long.MIN_VALUE || t == Long.MAX_VALUE ? null : BaselineReport.instant(t);
    json.objects(
        name,
        profile == null ? List.of() : List.of(profile),
        p -> {
          BaselineReport.head(json, p);
          json.objects(
              "windows",
              p.windows(),
              (Window w) -> {
                json.text("from", time.apply(w.from()));
                json.text("until", time.apply(w.until()));
              });
        });
  }
}
