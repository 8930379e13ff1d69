package salvor.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Writes Falco-like telemetry of one day: 120 pods in 8 namespaces, 15 programs, half of the
 * command lines and of the peers distinct. The same count gives the same bytes.
 *
 * <p>{@code java salvor.bench.FalcoGenerator COUNT FILE}
 */
public final class FalcoGenerator {
  private static final String[] PROGRAMS = {
    "nginx",
    "python3.11",
    "sh",
    "curl",
    "java",
    "node",
    "redis-server",
    "postgres",
    "cron",
    "cat",
    "ls",
    "sleep",
    "git",
    "gzip",
    "openssl"
  };
  private static final long START =
      Instant.parse("2026-11-22T00:00:00Z").getEpochSecond() * 1_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(20261123);
  private final StringBuilder line = new StringBuilder(1200);
  private final int count;

  private FalcoGenerator(int count) {
    this.count = count;
  }

  public static void main(String[] args) throws IOException {
    write(Integer.parseInt(args[0]), Path.of(args[1]));
  }

  /** Writes {@code count} lines. */
  public static void write(int count, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      FalcoGenerator generator = new FalcoGenerator(count);
      for (int i = 0; i < count; i++) {
        out.write(generator.line(i));
      }
    }
  }

  private byte[] line(int i) {
    long nanos = START + (long) ((double) i / count * DAY) + random.nextInt(1_000_000);
    int pod = random.nextInt(120);
    String program = PROGRAMS[random.nextInt(PROGRAMS.length)];
    int kind = random.nextInt(100);
    String time = time(nanos);
    line.setLength(0);
    line.append("{\"hostname\":\"node-")
        .append(pod % 6)
        .append("\",\"output\":\"")
        .append(time)
        .append(": ");
    if (kind < 50) {
      String command =
          program
              + " --job "
              + (random.nextBoolean() ? "a" + i : "b" + i % 97)
              + " -o /data/out.bin";
      head("Debug Process started (cmdline=" + command + ")", pod, nanos, i);
      line.append("\"evt.type\":\"execve\",\"fd.name\":null,");
      tail(program, command, pod, i, "Debug", "Telemetry Process Start", "process", time);
    } else if (kind < 95) {
      String peer =
          random.nextInt(100) < 55
              ? "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256)
              : "10.96.0." + pod % 40;
      int port = 32768 + random.nextInt(28000);
      head(
          "Debug Outbound connection (connection=10.244.0."
              + pod
              + ":"
              + port
              + "->"
              + peer
              + ":443)",
          pod,
          nanos,
          i);
      line.append("\"evt.type\":\"connect\",\"fd.l4proto\":\"tcp\",\"fd.lip\":\"10.244.0.")
          .append(pod)
          .append("\",\"fd.lport\":")
          .append(port)
          .append(",\"fd.name\":\"10.244.0.")
          .append(pod)
          .append(':')
          .append(port)
          .append("->")
          .append(peer)
          .append(":443\",\"fd.rip\":\"")
          .append(peer)
          .append("\",\"fd.rport\":443,");
      tail(
          program,
          program + " -c /etc/app.conf",
          pod,
          i,
          "Debug",
          "Telemetry Outbound Connection",
          "network",
          time);
    } else {
      head("Notice Shell spawned by untrusted binary (parent_exe=" + program + ")", pod, nanos, i);
      line.append("\"evt.type\":\"execve\",\"fd.name\":null,");
      tail(
          "sh", "sh -c /app/export.sh csv", pod, i, "Notice", "Run shell untrusted", "shell", time);
    }
    return line.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void head(String sentence, int pod, long nanos, int number) {
    line.append(sentence)
        .append("\",\"output_fields\":{\"container.id\":\"")
        .append(id(pod, 24))
        .append("\",\"container.image.digest\":\"sha256:")
        .append(id(pod % 12 + 500, 64))
        .append("\",\"container.name\":\"c")
        .append(pod % 12)
        .append("\",\"evt.num\":")
        .append(number)
        .append(",\"evt.res\":\"SUCCESS\",\"evt.time\":")
        .append(nanos)
        .append(',');
  }

  private void tail(
      String program,
      String command,
      int pod,
      int number,
      String priority,
      String rule,
      String tag,
      String time) {
    int pid = 1000 + number % 60_000;
    line.append("\"k8s.ns.name\":\"team-")
        .append(pod % 8)
        .append("\",\"k8s.pod.name\":\"app-")
        .append(pod % 12)
        .append("-5468d8c4df-")
        .append(id(pod, 5))
        .append("\",\"proc.cmdline\":\"")
        .append(command)
        .append("\",\"proc.exe\":\"")
        .append(program)
        .append("\",\"proc.exepath\":\"/usr/bin/")
        .append(program)
        .append("\",\"proc.is_exe_upper_layer\":false,\"proc.name\":\"")
        .append(program)
        .append("\",\"proc.pexepath\":\"/usr/bin/dash\",\"proc.pid\":")
        .append(pid)
        .append(",\"proc.pname\":\"sh\",\"proc.ppid\":")
        .append(900 + pod)
        .append(",\"proc.tty\":0,\"user.uid\":")
        .append(pod % 3)
        .append("},\"priority\":\"")
        .append(priority)
        .append("\",\"rule\":\"")
        .append(rule)
        .append("\",\"source\":\"syscall\",\"tags\":[\"")
        .append(tag)
        .append('"')
        .append(rule.startsWith("Telemetry") ? ",\"telemetry\"" : "")
        .append("],\"time\":\"")
        .append(time)
        .append("\"}\n");
  }

  private static String id(int seed, int digits) {
    StringBuilder hex = new StringBuilder(64);
    SplittableRandom from = new SplittableRandom(seed);
    while (hex.length() < digits) {
      hex.append(String.format(Locale.ROOT, "%016x", from.nextLong()));
    }
    return hex.substring(0, digits);
  }

  private static String time(long nanos) {
    return Instant.ofEpochSecond(nanos / 1_000_000_000L).toString().replace("Z", "")
        + String.format(Locale.ROOT, ".%09dZ", nanos % 1_000_000_000L);
  }
}
