package salvor;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.KubeContext;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.UnaskedCluster;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import salvor.cluster.Watching;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster whose sensors write at a steady pace: the lines of the web shell's normal part, of each
 * sensor's own pods and with the times of now, and once a second one line that is out of profile,
 * of a pod of which nothing was written before. What a sensor writes is summed up, to be compared
 * with what was recorded of it.
 */
final class SensorLoad extends UnaskedCluster {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell/evidence/falco.jsonl.gz");
  private static final int NORMAL = 4500;
  private static final String OUT = "sh -c /app/export.sh csv;";
  private static final List<String> LEFT_OUT =
      List.of(
          "container.full_id",
          "evt.rawtime",
          "evt.time.iso8601",
          "fd.nameraw",
          "proc.cwd",
          "proc.exe_ino",
          "proc.is_container_healthcheck",
          "proc.is_container_liveness_probe",
          "proc.is_container_readiness_probe",
          "proc.is_exe_from_memfd",
          "proc.is_exe_lower_layer",
          "proc.is_exe_writable",
          "proc.pid.ts",
          "proc.ppid.ts",
          "proc.sid",
          "proc.vpid",
          "proc.pvpid",
          "thread.tid",
          "user.loginuid",
          "fd.num");

  /** A line before its times: the time in nanoseconds and the time as text are put in between. */
  private record Line(byte[] head, byte[] middle, byte[] tail) {}

  private final int sensors;
  private final double perSecond;
  private final long each;
  private final List<List<Line>> normal = new ArrayList<>();
  private final List<String> outLines = new ArrayList<>();
  private final Instant begin = Instant.now().plusSeconds(5);
  private final long beginNanos = System.nanoTime() + 5_000_000_000L;
  final CRC32[] sums;
  final long[] written;

  /** When each pod's line out of profile was due, in the clock of {@link System#nanoTime}. */
  final Map<String, Long> due = new ConcurrentHashMap<>();

  SensorLoad(int sensors, double perSecond, int seconds) throws Exception {
    this.sensors = sensors;
    this.perSecond = perSecond / sensors;
    this.each = (long) (this.perSecond * seconds);
    this.sums = new CRC32[sensors];
    this.written = new long[sensors];
    List<ObjectNode> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SAMPLE)), StandardCharsets.UTF_8))) {
      for (String text; (text = in.readLine()) != null; ) {
        ObjectNode line = (ObjectNode) JsonMapper.shared().readTree(text);
        line.put("output", line.path("rule").asString() + " (shortened)");
        ((ObjectNode) line.path("output_fields")).remove(LEFT_OUT);
        if (lines.size() < NORMAL) {
          lines.add(line);
        } else if (outLines.isEmpty()
            && line.path("rule").asString().contains("Process Start")
            && line.at("/output_fields/proc.cmdline").asString("").startsWith(OUT)) {
          outLines.add(line.toString());
        }
      }
    }
    for (int sensor = 0; sensor < sensors; sensor++) {
      sums[sensor] = new CRC32();
      List<Line> own = new ArrayList<>();
      for (ObjectNode line : lines) {
        own.add(line(line.toString(), "%03d".formatted(sensor)));
      }
      normal.add(own);
    }
  }

  /** The line as another pod's. */
  private static Line line(String text, String mark) {
    JsonNode line = JsonMapper.shared().readTree(text);
    String pod = line.at("/output_fields/k8s.pod.name").asString("");
    String container = line.at("/output_fields/container.id").asString("");
    String nanos = line.at("/output_fields/evt.time").toString();
    String time = line.path("time").asString();
    String changed = text;
    if (pod.length() > 5) {
      changed = changed.replace(pod, podOf(pod, mark));
    }
    if (container.length() == 12) {
      int seed = (container + mark).hashCode();
      changed = changed.replace(container, HexFormat.of().toHexDigits(seed) + "0000");
    }
    int first = changed.indexOf(nanos);
    int second = changed.indexOf(time, first);
    return new Line(
        bytes(changed.substring(0, first)),
        bytes(changed.substring(first + nanos.length(), second)),
        bytes(changed.substring(second + time.length())));
  }

  private static String podOf(String pod, String mark) {
    return pod.substring(0, pod.length() - 5) + "m" + mark;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  long total() {
    long all = 0;
    for (long one : written) {
      all += one;
    }
    return all;
  }

  long expected() {
    return each * sensors;
  }

  @Override
  public LogStream logs(LogRequest request) {
    int sensor = Integer.parseInt(request.pod().substring(request.pod().lastIndexOf('-') + 1));
    return new Stream(sensor);
  }

  /** One sensor's log; it ends nothing when it has written everything, it is only silent. */
  private final class Stream implements LogStream {
    private final int sensor;
    private volatile boolean closed;
    private volatile @Nullable Thread reader;

    Stream(int sensor) {
      this.sensor = sensor;
    }

    @Override
    public @Nullable LogLine next() {
      reader = Thread.currentThread();
      long number = written[sensor];
      long after = (long) (number / perSecond * 1e9);
      while (!closed) {
        long wait = number >= each ? Long.MAX_VALUE : beginNanos + after - System.nanoTime();
        if (wait <= 0) {
          break;
        }
        LockSupport.parkNanos(Math.max(wait, 10_000_000)); // as they come, some at a time
      }
      if (closed) {
        return null;
      }
      Instant now = begin.plusNanos(after);
      byte[] line = fill(lineOf(number, after), now);
      sums[sensor].update(line);
      sums[sensor].update('\n');
      written[sensor] = number + 1;
      byte[] stamp = bytes(time(now) + " ");
      byte[] all = new byte[stamp.length + line.length];
      System.arraycopy(stamp, 0, all, 0, stamp.length);
      System.arraycopy(line, 0, all, stamp.length, line.length);
      return new LogLine(all, true);
    }

    private Line lineOf(long number, long after) {
      long second = (long) (number / perSecond);
      boolean first = number == (long) Math.ceil(second * perSecond);
      if (first && second % sensors == sensor) {
        String mark = "p%03d".formatted(second);
        due.put(podOf("web-5468d8c4df-8ppl7", mark), beginNanos + after);
        return line(outLines.getFirst(), mark);
      }
      return normal.get(sensor).get((int) (number % NORMAL));
    }

    @Override
    public void close() {
      closed = true;
      LockSupport.unpark(reader);
    }
  }

  private static byte[] fill(Line line, Instant now) {
    byte[] nanos = bytes(Long.toString(now.getEpochSecond() * 1_000_000_000L + now.getNano()));
    byte[] text = bytes(time(now));
    byte[] all =
        new byte
            [line.head().length
                + nanos.length
                + line.middle().length
                + text.length
                + line.tail().length];
    int at = 0;
    for (byte[] part : List.of(line.head(), nanos, line.middle(), text, line.tail())) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static String time(Instant now) {
    String second = Instant.ofEpochSecond(now.getEpochSecond()).toString();
    return second.substring(0, second.length() - 1)
        + "."
        + Integer.toString(1_000_000_000 + now.getNano()).substring(1)
        + "Z";
  }

  @Override
  public Watching watch(ObjectKind kind, String namespace, WatchListener listener) {
    if (kind.equals(ObjectKind.PODS)) {
      for (int sensor = 0; sensor < sensors; sensor++) {
        String pod =
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"falco-%1$d","namespace":"falco",\
            "uid":"f-%1$d","resourceVersion":"1"},"spec":{"nodeName":"node-%1$d","containers":\
            [{"name":"falco","image":"docker.io/falcosecurity/falco:0.43.0"}]},"status":{"phase":"Running"}}\
            """
                .formatted(sensor);
        listener.added(JsonMapper.shared().readTree(pod));
      }
    }
    listener.synced();
    listener.state(new WatchState.Live(Instant.now()));
    return new Watching() {
      @Override
      public void retry() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public KubeContext context() {
    return new KubeContext(
        "load",
        Path.of("config"),
        KubeContext.Origin.USER,
        "load",
        "https://127.0.0.1:6443",
        null,
        "",
        false,
        "",
        "",
        "",
        List.of(),
        List.of());
  }

  @Override
  public Rights rights(Collection<Right> wanted, String namespace) {
    return new Rights(namespace, Map.of());
  }

  @Override
  public Collection<JsonNode> list(ObjectKind kind, String namespace) {
    return Set.of();
  }

  @Override
  public void close() {}
}
