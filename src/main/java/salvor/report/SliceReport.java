package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import salvor.custody.bundle.Sealing;
import salvor.custody.slice.Sliced;
import salvor.evidence.Visible;

/** What a slice holds, and what stayed out of it. */
public final class SliceReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 200;
  private final String bundle;
  private final Sliced slice;
  private final Map<String, String> rules;

  /**
   * A slice that was made.
   *
   * @param bundle what it is called
   * @param rules how its observations were chosen
   */
  public SliceReport(String bundle, Sliced slice, Map<String, String> rules) {
    this.bundle = bundle;
    this.slice = slice;
    this.rules = new TreeMap<>(rules);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("slice.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    out.printf(
        Locale.ROOT,
        "Cut %,d events into %s: %,d files, %,d bytes%n",
        slice.wanted(),
        Visible.text(bundle, LONGEST),
        slice.sealed().files(),
        slice.sealed().bytes());
    out.printf(
        Locale.ROOT, "%,d events beside them, %,d stayed out%n", slice.beside(), slice.out());
    if (slice.placesChanged() > 0) {
      out.printf(
          Locale.ROOT,
          "%,d events tell less of where they happened: what told it stayed out%n",
          slice.placesChanged());
    }
    for (Sliced.Part part : slice.parts()) {
      out.println("  " + Visible.text(part.source().path(), LONGEST));
      out.printf(
          Locale.ROOT,
          "    %s: lines in %,d, out %,d; events in %,d, beside %,d, out %,d%n",
          SliceWords.way(part.way()),
          part.lines(),
          part.linesOut(),
          part.wanted(),
          part.beside(),
          part.out());
    }
    out.println(
        "SHA-256 of custody-head.json, to be written down elsewhere: "
            + Sealing.fingerprint(slice.sealed().head()));
    out.flush();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("bundle", bundle);
          json.text("head", Sealing.fingerprint(slice.sealed().head()));
          json.number("files", slice.sealed().files());
          json.number("bytes", slice.sealed().bytes());
          json.number("in", slice.wanted());
          json.number("beside", slice.beside());
          json.number("out", slice.out());
          json.number("placesChanged", slice.placesChanged());
          json.objects(
              "rules",
              rules.entrySet(),
              rule -> {
                json.text("name", rule.getKey());
                json.text("value", rule.getValue());
              });
          json.objects("sources", slice.parts(), part -> part(json, part));
        });
  }

  private static void part(JsonDocument json, Sliced.Part part) {
    json.text("path", part.source().path());
    json.text("sha256", part.source().sha256());
    json.text("format", part.source().format());
    json.text("way", SliceWords.id(part.way()));
    json.text("name", part.name().isEmpty() ? null : part.name());
    json.number("lines", part.source().lines());
    json.number("linesIn", part.lines());
    json.number("linesOut", part.linesOut());
    json.number("in", part.wanted());
    json.number("beside", part.beside());
    json.number("out", part.out());
  }
}
