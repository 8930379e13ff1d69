package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.custody.Fault;
import salvor.custody.TimeStamp;
import salvor.custody.bundle.BundleCheck;
import salvor.evidence.Visible;

/** What a check of a sealed bundle found. */
public final class BundleReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 200;
  private final String bundle;
  private final BundleCheck.Result result;

  /**
   * A check's result.
   *
   * @param bundle what it is called
   */
  public BundleReport(String bundle, BundleCheck.Result result) {
    this.bundle = bundle;
    this.result = result;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("bundle.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    out.println(BundleWords.name(result.standing()) + "  " + Visible.text(bundle, LONGEST));
    out.println(BundleWords.sentence(result.standing()));
    out.println(
        String.join(
            ", ",
            OverviewText.plural(result.files(), "file"),
            OverviewText.plural(result.bytes(), "byte"),
            OverviewText.plural(result.records(), "record")));
    if (result.signer() != null) {
      String name = result.signerName();
      out.println(
          "signed by "
              + (name == null ? "a key not known here" : Visible.text(name, LONGEST))
              + " "
              + result.signer());
    }
    TimeStamp stamp = result.stamp();
    if (stamp != null) {
      out.println(
          "stamped at "
              + stamp.at()
              + " by "
              + Visible.text(stamp.by(), LONGEST)
              + (stamp.vouched() ? "" : ", for whom nobody vouches here"));
    }
    new TreeMap<>(result.info())
        .forEach((label, value) ->
            out.println("  " + Visible.text(label, 40) + ": " + Visible.text(value, LONGEST)));
    for (Fault fault : result.faults()) {
      out.println(
          BundleWords.name(fault.standing())
              + "  "
              + Visible.text(fault.place(), LONGEST)
              + (fault.line() > 0 ? " line " + fault.line() : "")
              + ": "
              + BundleWords.what(fault));
      side(out, "expected", fault.expected());
      side(out, "actual", fault.actual());
      String remedy = BundleWords.remedy(fault.kind());
      if (!remedy.isEmpty()) {
        out.println("    " + remedy);
      }
    }
    out.flush();
  }

  private static void side(PrintWriter out, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      out.printf(Locale.ROOT, "    %-9s%s%n", label, Visible.text(value, LONGEST));
    }
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("bundle", bundle);
          json.text("status", BundleWords.name(result.standing()));
          json.number("files", result.files());
          json.number("bytes", result.bytes());
          json.number("records", result.records());
          json.text("caseId", result.caseId());
          json.text("signer", result.signer());
          json.text("signerName", result.signerName());
          TimeStamp stamp = result.stamp();
          json.text("stampedAt", stamp == null ? null : stamp.at().toString());
          json.text("stampedBy", stamp == null ? null : stamp.by());
          json.is("stampVouched", stamp != null && stamp.vouched());
          json.objects(
              "info",
              new TreeMap<>(result.info()).entrySet(),
              field -> {
                json.text("label", field.getKey());
                json.text("value", field.getValue());
              });
          json.objects("faults", result.faults(), fault -> fault(json, fault));
        });
  }

  private static void fault(JsonDocument json, Fault fault) {
    json.text("status", BundleWords.name(fault.standing()));
    json.text("kind", fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.text("place", fault.place());
    json.number("line", fault.line());
    json.text("expected", fault.expected());
    json.text("actual", fault.actual());
    json.text("what", BundleWords.what(fault));
  }
}
