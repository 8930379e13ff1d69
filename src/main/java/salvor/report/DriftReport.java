package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import salvor.evidence.Source;
import salvor.evidence.Visible;
import salvor.workload.drift.Aspect;
import salvor.workload.drift.Change;
import salvor.workload.drift.ClusterState;
import salvor.workload.drift.Drift;
import salvor.workload.drift.Fact;

/** What of a cluster is not as it was, for people and for machines. */
public final class DriftReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final Side before;
  private final Side after;
  private final Drift drift;

  /**
   * One of the two that were compared.
   *
   * @param path what it was read from
   * @param sources what became of each file
   */
  public record Side(String path, ClusterState state, List<Source> sources) {
    public Side {
      sources = List.copyOf(sources);
    }

    private long unreadable() {
      return sources.stream().mapToLong(Source::unreadableCount).sum();
    }
  }

  public DriftReport(Side before, Side after, Drift drift) {
    this.before = before;
    this.after = after;
    this.drift = drift;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("drift.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    side("A", before, out);
    side("B", after, out);
    DriftWords.doubts(drift.doubts()).forEach(out::println);
    Aspect aspect = null;
    for (Change change : drift.changes()) {
      if (change.aspect() != aspect) {
        aspect = change.aspect();
        out.println();
        out.println(DriftWords.aspect(aspect));
      }
      String how = DriftWords.how(change);
      out.printf(
          Locale.ROOT, "  %-8s %s%n", DriftWords.sign(change.sign()), DriftWords.what(change));
      if (!how.isEmpty()) {
        out.println("           " + how);
      }
    }
    out.println();
    out.println((drift.changes().isEmpty() ? "Nothing differs. " : "") + DriftWords.rest(drift));
    out.flush();
  }

  private static void side(String name, Side side, PrintWriter out) {
    out.println(name + "  " + Visible.text(side.path(), 120));
    out.println("   " + DriftWords.state(side.state()));
    if (side.unreadable() > 0) {
      out.printf(
          Locale.ROOT,
          "   %,d records could not be read: what they held is missing here%n",
          side.unreadable());
    }
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.object("a", () -> side(before, json));
          json.object("b", () -> side(after, json));
          json.texts("doubts", drift.doubts().stream().sorted().map(DriftReport::word).toList());
          json.objects("changes", drift.changes(), change -> change(change, json));
          json.number("same", drift.same());
          json.number("came", drift.came());
          json.number("went", drift.went());
        });
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void side(Side side, JsonDocument json) {
    json.text("path", side.path());
    json.number("objects", side.state().objects().size());
    json.texts("kinds", side.state().kinds().stream().sorted().toList());
    json.text("notBefore", side.state().latest() == null ? null : side.state().latest().toString());
    json.number("unreadable", side.unreadable());
    json.objects(
        "notCompared",
        side.state().notCompared().entrySet(),
        each -> {
          json.text("kind", each.getKey());
          json.number("objects", each.getValue());
        });
  }

  private static void change(Change change, JsonDocument json) {
    json.text("aspect", word(change.aspect()));
    json.text("change", word(change.sign()));
    json.text("kind", change.object().kind());
    json.text("namespace", change.object().namespace());
    json.text("name", change.object().name());
    json.text("what", change.what());
    json.text("before", DriftWords.shown(change.aspect(), change.what(), change.before()));
    json.text("after", DriftWords.shown(change.aspect(), change.what(), change.after()));
    json.is("masked", change.masked());
    json.is("certain", change.certain());
    json.objects("says", change.facts(), fact -> fact(fact, json));
  }

  private static void fact(Fact fact, JsonDocument json) {
    json.text("aspect", word(fact.aspect()));
    json.text("what", fact.what());
    json.text(
        "value", fact.masked() ? null : DriftWords.shown(fact.aspect(), fact.what(), fact.value()));
  }
}
