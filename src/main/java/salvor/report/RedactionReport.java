package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import salvor.custody.bundle.Sealing;
import salvor.custody.redact.Redacted;
import salvor.evidence.Visible;

/** What was taken out of a redacted copy. */
public final class RedactionReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 200;
  private final String bundle;
  private final Redacted copy;

  /**
   * A copy that was made.
   *
   * @param bundle what it is called
   */
  public RedactionReport(String bundle, Redacted copy) {
    this.bundle = bundle;
    this.copy = copy;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("redaction.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    out.printf(
        Locale.ROOT,
        "Redacted into %s: %,d files, %,d bytes; %,d different values taken out%n",
        Visible.text(bundle, LONGEST),
        copy.sealed().files(),
        copy.sealed().bytes(),
        copy.values());
    copy.counts()
        .forEach((rule, count) ->
            out.printf(Locale.ROOT, "  %-20s %,8d  %s%n", rule, count, RedactionWords.rule(rule)));
    for (Redacted.Part part : copy.parts()) {
      if (part.way() != Redacted.Way.REDACTED) {
        out.println(
            "  " + Visible.text(part.path(), LONGEST) + ": " + RedactionWords.way(part.way()));
      }
    }
    out.println(
        "SHA-256 of custody-head.json, to be written down elsewhere: "
            + Sealing.fingerprint(copy.sealed().head()));
    out.flush();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("bundle", bundle);
          json.text("head", Sealing.fingerprint(copy.sealed().head()));
          json.number("files", copy.sealed().files());
          json.number("bytes", copy.sealed().bytes());
          json.number("values", copy.values());
          rules(json, copy.counts());
          json.objects(
              "parts",
              copy.parts(),
              part -> {
                json.text("path", part.path());
                json.text("way", RedactionWords.id(part.way()));
                rules(json, part.counts());
              });
        });
  }

  private static void rules(JsonDocument json, Map<String, Long> counts) {
    json.objects(
        "removed",
        new TreeMap<>(counts).entrySet(),
        rule -> {
          json.text("rule", rule.getKey());
          json.number("count", rule.getValue().longValue());
        });
  }
}
