package salvor.ingest.auditd;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;

/** The program that an {@code execve} started, or was to start. */
final class Started {
  /** {@code a1}, or {@code a1[2]}: a piece of one that does not fit into a record. */
  private static final Pattern ARGUMENT = Pattern.compile("a(\\d{1,7})(?:\\[\\d{1,7}\\])?");

  /** The kernel keeps no more of a process title (MAX_PROCTITLE_AUDIT_LEN). */
  private static final int LONGEST_TITLE = 128;

  private Started() {}

  /** The process that runs it; of a failed attempt the program is the one that was asked for. */
  static ProcessInfo process(AuditEvent event, AuditRecord call, SystemCall told) {
    boolean failed = told.outcome().result() == Outcome.Result.FAILED;
    AuditRecord cwd = event.first("CWD");
    return new ProcessInfo(
        Told.positive(call.integer("pid")),
        null,
        null,
        failed ? told.target() : call.chosen("exe"),
        failed ? null : call.chosen("comm"),
        commandLine(event, failed),
        cwd == null ? null : cwd.chosen("cwd"),
        Told.uid(call),
        Told.parent(call));
  }

  private static @Nullable String commandLine(AuditEvent event, boolean failed) {
    String arguments = arguments(event);
    if (arguments != null || failed) {
      return arguments; // the title of a failed attempt is still the caller's
    }
    AuditRecord title = event.first("PROCTITLE");
    return title == null ? null : title.chosen("proctitle");
  }

  /** Whether arguments are missing. */
  static boolean isCut(AuditEvent event) {
    AuditRecord title = event.first("PROCTITLE");
    if (event.first("EXECVE") == null) {
      return title != null
          && title.fields().getOrDefault("proctitle", "").length() >= 2 * LONGEST_TITLE;
    }
    Integer count = null;
    for (AuditRecord record : event.all("EXECVE")) {
      count = count == null ? record.integer("argc") : count;
    }
    return count == null || collected(event).size() < count;
  }

  private static @Nullable String arguments(AuditEvent event) {
    Map<Integer, ByteArrayOutputStream> arguments = collected(event);
    if (arguments.isEmpty()) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    String between = "";
    for (ByteArrayOutputStream argument : arguments.values()) {
      line.append(between).append(argument.toString(StandardCharsets.UTF_8));
      between = "\0";
    }
    return line.toString();
  }

  private static Map<Integer, ByteArrayOutputStream> collected(AuditEvent event) {
    Map<Integer, ByteArrayOutputStream> arguments = new TreeMap<>();
    for (AuditRecord record : event.all("EXECVE")) {
      record
          .fields()
          .forEach((name, value) -> {
            Matcher argument = ARGUMENT.matcher(name);
            if (argument.matches()) {
              byte[] hex = AuditRecord.hex(value);
              arguments
                  .computeIfAbsent(
                      Integer.valueOf(argument.group(1)), _ -> new ByteArrayOutputStream())
                  .writeBytes(hex != null ? hex : bare(value));
            }
          });
    }
    return arguments;
  }

  private static byte[] bare(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return (quoted ? value.substring(1, value.length() - 1) : value)
        .getBytes(StandardCharsets.UTF_8);
  }
}
