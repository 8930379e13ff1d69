package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import salvor.evidence.Visible;
import salvor.live.TriageLog;

/** What responders decided of pods and workloads, the oldest first. */
public final class TriageLogReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LIMIT = 120;
  private final List<TriageLog.Entry> entries;
  private final List<Integer> damaged;

  /**
   * @param damaged lines of the log that cannot be read or do not follow the line before
   */
  public TriageLogReport(List<TriageLog.Entry> entries, List<Integer> damaged) {
    this.entries = List.copyOf(entries);
    this.damaged = List.copyOf(damaged);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("triage-log.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    if (!damaged.isEmpty()) {
      out.println("The log is damaged or was changed, at its lines " + damaged + ".");
    }
    for (TriageLog.Entry entry : entries) {
      TriageLog.Subject of = entry.subject();
      out.printf(
          "%s  %-11s  %s %s  by %s%s%n",
          entry.time(),
          entry.state().id(),
          Visible.text(of.kind(), LIMIT),
          Visible.text(of.namespace() + "/" + of.name(), LIMIT),
          Visible.text(entry.author(), LIMIT),
          entry.note().isEmpty() ? "" : ": " + Visible.text(entry.note(), LIMIT));
    }
    if (entries.isEmpty()) {
      out.println("Nothing was decided yet.");
    }
    out.flush();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects("damagedLines", damaged, line -> json.number("line", line));
          json.objects(
              "decisions",
              entries,
              entry -> {
                json.text("time", entry.time().toString());
                json.text("author", entry.author());
                json.text("kind", entry.subject().kind());
                json.text("namespace", entry.subject().namespace());
                json.text("name", entry.subject().name());
                json.text("uid", entry.subject().uid());
                json.text("state", entry.state().id());
                json.text("note", entry.note());
              });
        });
  }
}
