package salvor.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.evidence.checkpoint.ExtractedFile;
import salvor.evidence.checkpoint.MemoryHit;

/** The memory of checkpoints in words. */
public final class MemoryWords {
  private MemoryWords() {}

  /** Whose memory it is. */
  static String who(Checkpoint checkpoint, MemoryHit hit) {
    StringBuilder names = new StringBuilder();
    for (Checkpoint.Running process : checkpoint.processes()) {
      if (hit.pids().contains(process.pid())) {
        names.append(names.isEmpty() ? "" : ", ").append(process.pid()).append(' ');
        names.append(Visible.text(String.valueOf(process.name())));
      }
    }
    return names.isEmpty() ? "no process that is known" : names.toString();
  }

  /** What a piece of memory is of. */
  static String mapping(Checkpoint.@Nullable Mapping mapping) {
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

  static void notes(List<String> notes, PrintWriter out) {
    notes.forEach(note -> out.println("note: " + Visible.text(note)));
  }

  /** Tells what was taken out of a process, and what of it is missing. */
  public static void extracted(ExtractedFile file, int pid, String into, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s of process %d: %,d bytes into %s%n",
        Visible.text(file.mapped()),
        pid,
        file.size(),
        Visible.text(into));
    if (file.complete()) {
      out.println("It was deleted, and the checkpoint holds it whole.");
    } else {
      out.printf(
          Locale.ROOT,
          "%,d bytes were in memory; all else is a hole of zeros, and more may be missing at its end.%n",
          file.present());
    }
    notes(file.notes(), out);
    out.flush();
  }
}
