package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import salvor.custody.Fault;
import salvor.custody.LedgerCheck;
import salvor.custody.LedgerRecord;
import salvor.custody.Standing;
import salvor.evidence.Visible;

/** The ledger of a case: whether it is whole, and what it says. */
public final class CustodyReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 200;
  private final String name;
  private final LedgerCheck.Result check;
  private final List<LedgerRecord> records;
  private final boolean listed;

  /**
   * A ledger that was read.
   *
   * @param name the case
   * @param records those that are shown
   */
  public CustodyReport(String name, LedgerCheck.Result check, List<LedgerRecord> records) {
    this(name, check, records, true);
  }

  /** A ledger that was checked, of which no record is shown. */
  public CustodyReport(String name, LedgerCheck.Result check) {
    this(name, check, List.of(), false);
  }

  private CustodyReport(
      String name, LedgerCheck.Result check, List<LedgerRecord> records, boolean listed) {
    this.name = name;
    this.check = check;
    this.records = List.copyOf(records);
    this.listed = listed;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("custody.schema.json");
  }

  /** What is to be said of it. */
  public Standing standing() {
    return CustodyWords.standing(check);
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    out.println(CustodyWords.name(standing()) + "  " + Visible.text(name, LONGEST));
    out.println(CustodyWords.sentence(standing()));
    boolean all = !listed || records.size() == check.records();
    out.println(
        OverviewText.plural(check.records(), "record")
            + (all ? "" : ", %,d shown".formatted(records.size())));
    for (Fault fault : check.faults()) {
      out.println(
          BundleWords.name(fault.standing())
              + "  "
              + Visible.text(fault.place(), LONGEST)
              + (fault.line() > 0 ? " line " + fault.line() : "")
              + ": "
              + BundleWords.what(fault));
    }
    for (LedgerRecord record : records) {
      out.printf(
          Locale.ROOT,
          "%d  %s  %s  %s%s%n",
          record.seq(),
          Visible.text(record.time(), 40),
          Visible.text(record.who(), LONGEST),
          Visible.text(CustodyWords.deed(record), 40),
          record.object().isEmpty() ? "" : "  " + Visible.text(record.object(), LONGEST));
      more(out, "result", CustodyWords.result(record));
      more(out, "to", record.request().getOrDefault("to", ""));
      more(out, "for", record.request().getOrDefault("purpose", ""));
      more(out, "why", record.why());
      more(out, "note", record.note());
    }
    out.flush();
  }

  private static void more(PrintWriter out, String label, String text) {
    if (!text.isEmpty()) {
      out.printf(Locale.ROOT, "    %-7s%s%n", label, Visible.text(text, LONGEST));
    }
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("case", name);
          json.text("caseId", check.caseId());
          json.text("status", CustodyWords.name(standing()));
          json.number("records", check.records());
          json.objects(
              "faults",
              check.faults(),
              fault -> {
                json.text("status", BundleWords.name(fault.standing()));
                json.text("kind", fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                json.text("place", fault.place());
                json.number("line", fault.line());
                json.text("expected", fault.expected());
                json.text("actual", fault.actual());
                json.text("what", BundleWords.what(fault));
              });
          json.objects("shown", records, record -> record(json, record));
        });
  }

  private static void record(JsonDocument json, LedgerRecord record) {
    json.number("seq", record.seq());
    json.text("time", record.time());
    json.text("clock", record.clock());
    json.text("event", record.eventName());
    json.text("evidenceId", record.evidenceId());
    json.text("who", record.who());
    json.text("verb", record.verb());
    json.text("object", record.object());
    json.text("sha256", record.sha256());
    json.text("result", CustodyWords.code(record));
    json.text("why", record.why());
    json.text("note", record.note());
    json.text("tool", record.tool());
    pairs(json, "request", record.request());
    pairs(json, "response", record.response());
    json.text("raw", record.raw());
  }

  private static void pairs(JsonDocument json, String name, java.util.Map<String, String> pairs) {
    json.objects(
        name,
        new TreeMap<>(pairs).entrySet(),
        pair -> {
          json.text("label", pair.getKey());
          json.text("value", pair.getValue());
        });
  }
}
