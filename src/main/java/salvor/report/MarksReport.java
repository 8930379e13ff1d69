package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Comment;
import salvor.casefile.Edit;
import salvor.casefile.EventId;
import salvor.casefile.Mark;
import salvor.casefile.OpenedCase;
import salvor.evidence.Observations;
import salvor.evidence.TimeText;
import salvor.evidence.Visible;

/** What people added to a case, and every edit they made, for people and for machines. */
public final class MarksReport {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private static final int LONGEST = 2_000;

  /** A marked event; its row is -1 when its source is not part of the evidence. */
  private record Line(EventId event, int row, Mark mark) {}

  private final OpenedCase opened;
  private final List<Line> lines = new ArrayList<>();

  private MarksReport(OpenedCase opened) {
    this.opened = opened;
    for (Map.Entry<EventId, Mark> each : opened.marks().all().entrySet()) {
      int row = opened.marks().rows(each.getKey()).nextSetBit(0);
      lines.add(new Line(each.getKey(), row, each.getValue()));
    }
    lines.sort(
        Comparator.comparingInt((Line line) -> line.row() < 0 ? Integer.MAX_VALUE : line.row())
            .thenComparing(line -> line.event().sha256())
            .thenComparingLong(line -> line.event().offset()));
  }

  /** The marks of a case as they are now. */
  public static MarksReport of(OpenedCase opened) {
    return new MarksReport(opened);
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("marks.schema.json");
  }

  /** Writes it for people: each marked event, what was added, and by whom. */
  public void text(PrintWriter out) {
    for (Line line : lines) {
      out.println(
          (time(line.row()) == null ? "no time" : time(line.row()))
              + "  "
              + verdict(line.row())
              + "  "
              + what(line.row()));
      out.println("  event " + line.event().sha256() + ":" + line.event().offset());
      Mark mark = line.mark();
      if (mark.starred()) {
        out.println("  star");
      }
      mark.milestones().forEach(m -> out.println("  milestone: " + m.words()));
      mark.tags().forEach(tag -> out.println("  tag: " + Visible.text(tag, LONGEST)));
      Comment accepted = mark.accepted();
      if (accepted != null) {
        out.println("  accepted as normal: " + signed(accepted));
      }
      mark.comments().forEach(comment -> out.println("  comment: " + signed(comment)));
    }
    out.printf(
        Locale.ROOT,
        "%,d marked event%s, %,d edit%s%n",
        lines.size(),
        lines.size() == 1 ? "" : "s",
        opened.edits().log().size(),
        opened.edits().log().size() == 1 ? "" : "s");
  }

  private static String signed(Comment comment) {
    return Visible.text(comment.text(), LONGEST)
        + " ("
        + Visible.text(comment.author(), 60)
        + ", "
        + comment.at()
        + ")";
  }

  private @Nullable String time(int row) {
    Observations all = opened.evidence().observations();
    return row < 0 || row >= all.timed() ? null : TimeText.rfc3339(all.time(row), 9);
  }

  private String verdict(int row) {
    return row < 0 ? "-" : TriageJson.lower(opened.verdicts().judgement(row).verdict());
  }

  private String what(int row) {
    return row < 0
        ? "an event of a source that is not here"
        : Visible.text(Described.line(opened.evidence().observations().get(row)), LONGEST);
  }

  /** Writes the document for machines, UTF-8, and leaves the stream open. */
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.objects("marks", lines, line -> line(json, line));
          json.objects("edits", opened.edits().log(), edit -> edit(json, edit));
        });
  }

  private void line(JsonDocument json, Line line) {
    Mark mark = line.mark();
    json.text("event", line.event().sha256() + ":" + line.event().offset());
    json.text("time", time(line.row()));
    json.text("verdict", line.row() < 0 ? null : verdict(line.row()));
    json.text(
        "what",
        line.row() < 0 ? null : Described.line(opened.evidence().observations().get(line.row())));
    json.is("starred", mark.starred());
    json.texts("tags", mark.tags());
    json.texts("milestones", mark.milestones().stream().map(TriageJson::lower).toList());
    Comment accepted = mark.accepted();
    json.objects(
        "accepted", accepted == null ? List.of() : List.of(accepted), c -> comment(json, c));
    json.objects("comments", mark.comments(), c -> comment(json, c));
  }

  private static void comment(JsonDocument json, Comment comment) {
    json.text("text", comment.text());
    json.text("author", comment.author());
    json.text("at", comment.at().toString());
  }

  private static void edit(JsonDocument json, Edit edit) {
    json.number("number", edit.number());
    json.text("author", edit.author());
    json.text("at", edit.at().toString());
    json.text("what", EditWords.of(edit));
    json.number("events", (long) edit.events());
    json.text("state", TriageJson.lower(edit.state()));
  }
}
