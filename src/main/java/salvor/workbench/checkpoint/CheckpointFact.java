package salvor.workbench.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * One thing that is known of a process or of the container, in words.
 *
 * @param what it is
 * @param text what it is made of, safe to show
 * @param socket null when it is none
 */
public record CheckpointFact(String what, String text, Checkpoint.@Nullable Socket socket) {
  private static final int LIMIT = 2000;
  private static final String MASKED = "\u2022\u2022\u2022\u2022\u2022\u2022";

  static CheckpointFact of(String what, String text) {
    return new CheckpointFact(what, VisibleText.of(text, LIMIT), null);
  }

  /**
   * What is known of a process: who it is first, then whom it talks to.
   *
   * @param values whether values of the environment are shown: they hold secrets
   */
  static List<CheckpointFact> of(Checkpoint.Running process, boolean values) {
    List<CheckpointFact> facts = new ArrayList<>();
    facts.add(
        of(
            "Command line",
            process.arguments().isEmpty()
                ? "not in the checkpoint"
                : String.join(" ", process.arguments())
                    + (process.whole() ? "" : " (not all of it is in the checkpoint)")));
    facts.add(
        of(
            "Program",
            (process.executable() == null ? "not known" : process.executable())
                + (process.deleted() ? " (deleted while it ran)" : "")));
    for (Checkpoint.OpenFile file : process.files()) {
      Checkpoint.Socket socket = file.socket();
      if (socket != null && !socket.protocol().equals("unix")) {
        facts.add(
            new CheckpointFact(
                "Socket",
                VisibleText.of(
                    file.kind()
                        + " "
                        + file.target()
                        + ", "
                        + socket.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                    LIMIT),
                socket));
      }
    }
    others(process, facts);
    environment(process, values, facts);
    mappings(process, facts);
    return facts;
  }

  private static void others(Checkpoint.Running process, List<CheckpointFact> facts) {
    if (process.uid() != null) {
      facts.add(of("User", String.valueOf(process.uid())));
    }
    if (process.cwd() != null) {
      facts.add(of("Working directory", process.cwd()));
    }
    for (Checkpoint.OpenFile file : process.files()) {
      if (file.socket() == null || file.socket().protocol().equals("unix")) {
        facts.add(
            of(
                "Open " + file.descriptor(),
                file.kind()
                    + (file.target().isEmpty() ? "" : " " + file.target())
                    + (file.deleted() ? " (deleted)" : "")));
      }
    }
  }

  private static void environment(
      Checkpoint.Running process, boolean values, List<CheckpointFact> facts) {
    for (String each : process.environment()) {
      int equals = each.indexOf('=');
      facts.add(
          of(
              "Environment",
              values ? each : equals < 0 ? MASKED : each.substring(0, equals + 1) + MASKED));
    }
  }

  private static void mappings(Checkpoint.Running process, List<CheckpointFact> facts) {
    for (Checkpoint.Mapping each : process.mappings()) {
      facts.add(
          of(
              "Mapping",
              String.format(Locale.ROOT, "%012x-%012x ", each.start(), each.end())
                  + each.permissions()
                  + " "
                  + CheckpointWords.mapping(each)
                  + ", "
                  + Moments.count(each.present() / 1024)
                  + " KiB in the checkpoint"));
    }
  }
}
