package salvor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Days of two containers on one node, busy by day and quiet by night. On the ninth day the first
 * does too much at 5 o'clock and nothing at 11; from 15 to 17 the sensor stands still.
 */
public final class HourlyRecording {
  /** The midnight at which it begins. */
  public static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  private HourlyRecording() {}

  /** Writes the days from one to another, the second one excluded. */
  public static Path write(Path file, int from, int until) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int hour = from * 24; hour < until * 24; hour++) {
      if (hour != 8 * 24 + 15 && hour != 8 * 24 + 16) {
        hour(lines, hour, web(hour), "web-5468d8c4df-8ppl7", "web", "0123456789ab");
        hour(lines, hour, 6 + hour * 5 % 4, "mail-6c9f7d4b8-k2v9x", "mail", "ba9876543210");
      }
    }
    return Files.write(file, lines);
  }

  /** Writes so many days, and the baseline learned of the first of them; where the days are. */
  public static Path days(Path dir, int all, int learned) throws IOException {
    Path week = write(dir.resolve("learned.jsonl"), 0, learned);
    new Terminal().said("baseline", "learn", week.toString(), "--out", baseline(dir).toString());
    return write(dir.resolve("days.jsonl"), 0, all);
  }

  /** Where {@link #days} writes the baseline. */
  public static Path baseline(Path dir) {
    return dir.resolve("baseline.json");
  }

  private static int web(int hour) {
    return hour == 8 * 24 + 5
        ? 400
        : hour == 8 * 24 + 11
            ? 0
            : (int) (28 + 18 * Math.sin((hour % 24 - 9) * Math.PI / 12)) + hour * 7 % 5;
  }

  private static void hour(
      List<String> lines, int hour, int count, String pod, String container, String id) {
    for (int i = 0; i < count; i++) {
      Instant at =
          BEGIN
              .plusSeconds(hour * 3600L)
              .plusNanos(3_599_000_000_000L / Math.max(1, count - 1) * i);
      lines.add(line(at, pod, container, id));
    }
  }

  private static String line(Instant at, String pod, String container, String id) {
    return """
    {"rule":"Telemetry Process Start","priority":"Debug","source":"syscall","tags":["telemetry"],\
    "time":"%s","output_fields":{"evt.time":%d,"evt.type":"execve","proc.exepath":"/bin/date",\
    "proc.name":"date","proc.cmdline":"date","proc.pid":7,"proc.pname":"cron","proc.pexepath":"/usr/sbin/cron",\
    "container.id":"%s","k8s.node.name":"node-1","k8s.ns.name":"shop","k8s.pod.name":"%s",\
    "container.name":"%s"}}\
    """
        .formatted(at, at.getEpochSecond() * 1_000_000_000L + at.getNano(), id, pod, container);
  }
}
