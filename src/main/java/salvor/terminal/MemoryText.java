package salvor.terminal;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import salvor.evidence.Visible;
import salvor.ingest.checkpoint.Checkpoint;
import salvor.ingest.checkpoint.Difference;
import salvor.ingest.checkpoint.MemorySearch;

/** What was found in memory, for people. */
final class MemoryText {
  private MemoryText() {}

  static void search(MemorySearch.Result result, PrintWriter out) {
    for (MemorySearch.Hit hit : result.hits()) {
      out.printf(
          Locale.ROOT,
          "%s  %016x  %s%n    %s%n",
          who(result.checkpoint(), hit),
          hit.address(),
          mapping(hit.mapping()),
          shown(hit.context()));
    }
    out.printf(
        Locale.ROOT,
        "%,d hits%s in %,d bytes of memory%n",
        result.count(),
        result.count() > result.hits().size()
            ? String.format(Locale.ROOT, ", the first %,d shown,", result.hits().size())
            : "",
        result.bytes());
    notes(result.notes(), out);
    out.flush();
  }

  static void notes(List<String> notes, PrintWriter out) {
    notes.forEach(n -> out.println("note: " + Visible.text(n)));
  }

  private static String who(Checkpoint checkpoint, MemorySearch.Hit hit) {
    if (hit.pids().isEmpty()) {
      return "no process that is known";
    }
    StringBuilder names = new StringBuilder();
    for (Checkpoint.Running process : checkpoint.processes()) {
      if (hit.pids().contains(process.pid())) {
        names.append(names.isEmpty() ? "" : ", ");
        names
            .append(process.pid())
            .append(' ')
            .append(Visible.text(String.valueOf(process.name())));
      }
    }
    return names.toString();
  }

  private static String mapping(Checkpoint.@org.jspecify.annotations.Nullable Mapping mapping) {
    if (mapping == null) {
      return "no mapping that is known";
    }
    return mapping.permissions()
        + " "
        + (mapping.path() == null ? "without a name" : Visible.text(mapping.path()))
        + (mapping.deleted() ? " (deleted)" : "");
  }

  /** Bytes as text: what is no printable ASCII is a dot. */
  static String shown(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      text.append(each >= ' ' && each < 0x7F ? (char) each : '.');
    }
    return text.toString();
  }

  static void difference(Difference difference, PrintWriter out) {
    sides("Processes", difference.processes(), out);
    sides("Sockets", difference.sockets(), out);
    sides("Open files", difference.files(), out);
    sides("Files that differ from the image", difference.changes(), out);
    out.println("Memory, in pages of 4096 bytes");
    for (Difference.Pages pages : difference.memory()) {
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
    notes(difference.notes(), out);
    out.flush();
  }

  private static void sides(String title, Difference.Sides sides, PrintWriter out) {
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
}
