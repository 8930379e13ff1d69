package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import salvor.baseline.Profile;
import salvor.evidence.Source;
import salvor.evidence.Unreadable;
import salvor.evidence.Visible;

/** Which baselines were taken from files of other forms, and what of the files was not. */
public final class TakenReport {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 500;
  private static final String BASELINE = "baseline,";

  /** What was not taken of a file. */
  private record Left(String source, String what) {}

  private final List<Profile> baselines;
  private final List<Left> left = new ArrayList<>();

  /**
   * @param baselines those taken
   * @param sources the files
   * @param more what is to be said besides, of all files
   */
  public TakenReport(List<Profile> baselines, List<Source> sources, List<String> more) {
    this.baselines = List.copyOf(baselines);
    more.forEach(what -> left.add(new Left("all", what)));
    for (Source source : sources) {
      source.notes().forEach(note -> left.add(new Left(source.path(), note)));
      for (Unreadable unreadable : source.unreadable()) {
        left.add(new Left(source.path(), "line " + unreadable.line() + ": " + unreadable.reason()));
      }
      long unnamed = source.unreadableCount() - source.unreadable().size();
      if (unnamed > 0) {
        left.add(new Left(source.path(), unnamed + " more records that could not be read"));
      }
      source
          .skipped()
          .forEach((reason, count) -> {
            if (!reason.startsWith(BASELINE)) {
              left.add(new Left(source.path(), count + " x " + reason));
            }
          });
      if (source.observations() > 0) {
        left.add(new Left(source.path(), source.observations() + " observations"));
      }
    }
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("taken.schema.json");
  }

  /** Writes it for people. */
  public void text(PrintWriter out) {
    for (Profile profile : baselines) {
      out.printf(
          Locale.ROOT,
          "%s (%s): %,d elements; %s%n",
          Visible.text(profile.name(), LONGEST),
          Visible.text(profile.origin(), LONGEST),
          profile.elements().size(),
          states(profile));
    }
    left.forEach(l ->
        out.println(
            "not taken: "
                + Visible.text(l.source(), LONGEST)
                + ": "
                + Visible.text(l.what(), LONGEST)));
  }

  private static String states(Profile profile) {
    return profile.states().isEmpty()
        ? "no facet is known"
        : profile.states().entrySet().stream()
            .map(e ->
                TriageJson.lower(e.getKey()).replace('_', ' ')
                    + " "
                    + TriageJson.lower(e.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects(
              "baselines",
              baselines,
              p -> {
                json.text("name", p.name());
                json.text("origin", p.origin());
                json.number("elements", (long) p.elements().size());
                json.object(
                    "states", () -> p.states().forEach((f, s) -> json.text(f.name(), s.name())));
              });
          json.objects(
              "notTaken",
              left,
              l -> {
                json.text("source", l.source());
                json.text("what", l.what());
              });
        });
  }
}
