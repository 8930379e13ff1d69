package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import salvor.evidence.Visible;
import salvor.evidence.checkpoint.CheckpointDifference;

/** What is other in a second checkpoint. */
public final class CheckpointDifferenceReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final CheckpointDifference difference;

  /** Of two checkpoints. */
  public CheckpointDifferenceReport(CheckpointDifference difference) {
    this.difference = difference;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("memory-compare.schema.json");
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    sides("Processes", difference.processes(), out);
    sides("Sockets", difference.sockets(), out);
    sides("Open files", difference.files(), out);
    sides("Files that differ from the image", difference.changes(), out);
    out.println("Memory, in pages of 4096 bytes");
    for (CheckpointDifference.Pages pages : difference.memory()) {
      out.printf(
          Locale.ROOT,
          "  %d %s: %,d changed, %,d the same, %,d gone, %,d new%s%n",
          pages.pid(),
          Visible.text(String.valueOf(pages.name())),
          pages.changed(),
          pages.same(),
          pages.onlyFirst(),
          pages.onlySecond(),
          pages.unread() == 0
              ? ""
              : String.format(Locale.ROOT, ", %,d that could not be read", pages.unread()));
    }
    MemoryWords.notes(difference.notes(), out);
    out.flush();
  }

  private static void sides(String title, CheckpointDifference.Sides sides, PrintWriter out) {
    out.println(title);
    lines("  - ", sides.onlyFirst(), out);
    lines("  + ", sides.onlySecond(), out);
    if (sides.onlyFirst().isEmpty() && sides.onlySecond().isEmpty()) {
      out.println("  the same");
    }
  }

  private static void lines(String sign, List<String> lines, PrintWriter out) {
    lines.forEach(line -> out.println(sign + Visible.text(line)));
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("first", difference.first().location().containerId());
          json.text("second", difference.second().location().containerId());
          sides(json, "processes", difference.processes());
          sides(json, "sockets", difference.sockets());
          sides(json, "openFiles", difference.files());
          sides(json, "rootFiles", difference.changes());
          json.objects("memory", difference.memory(), pages -> pages(json, pages));
          json.texts("notes", difference.notes());
        });
  }

  private static void sides(JsonDocument json, String name, CheckpointDifference.Sides sides) {
    json.object(
        name,
        () -> {
          json.texts("onlyFirst", sides.onlyFirst());
          json.texts("onlySecond", sides.onlySecond());
        });
  }

  private static void pages(JsonDocument json, CheckpointDifference.Pages pages) {
    json.number("pid", pages.pid());
    json.text("name", pages.name());
    json.number("changed", pages.changed());
    json.number("same", pages.same());
    json.number("onlyFirst", pages.onlyFirst());
    json.number("onlySecond", pages.onlySecond());
    json.number("unread", pages.unread());
  }
}
