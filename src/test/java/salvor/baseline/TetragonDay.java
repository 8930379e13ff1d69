package salvor.baseline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.TetragonProcesses.Running;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.audit.AuditFormat;
import salvor.ingest.objects.ObjectsFormat;
import salvor.ingest.tetragon.TetragonFormat;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of our recordings as Tetragon with the shipped policies would have exported it: what Falco's
 * telemetry and bpftrace recorded, in the words of Tetragon's JSON export. What the policies would
 * not have recorded is left out; what neither sensor saw (listening sockets) is not invented.
 *
 * <p>It keeps what differs from Falco: the program is what was given to execve ({@code
 * /app/export.sh}, {@code /proc/self/exe}), not the file behind it; arguments are joined, those
 * with a space in quotation marks; who executes again is its own parent; processes that ran before
 * the sensor come first, told at the time they started; paths are the kernel's, without links.
 */
public final class TetragonDay {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LIMIT = 300_000_000_000L;
  private static final List<String> UNWRITTEN = List.of("/dev/", "/proc/", "socket:", "pipe:");
  private static final List<String> SECRETS =
      List.of(
          "/etc/shadow",
          "/etc/gshadow",
          "/etc/sudoers",
          "/etc/kubernetes/",
          "/root/.ssh/",
          "/root/.kube/",
          "/root/.aws/",
          "/var/lib/kubelet/",
          "/run/secrets/kubernetes.io/");
  private static final String POST = "KPROBE_ACTION_POST";

  /** What the cluster's own records are, beside the sensor's. */
  public static final String[] CLUSTER = {
    "audit.jsonl.gz", "pods-before.json", "objects-before.json"
  };

  /** A line of the export and what it is in truth, empty for normal life. */
  public record Line(long time, String json, String label) {}

  private final TetragonProcesses processes;
  private final Map<String, String> truth = new HashMap<>();
  private final Map<String, Long> posted = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  private TetragonDay(Path folder) throws IOException {
    processes = new TetragonProcesses(new TetragonPods(folder.resolve("k8s")));
    for (String line : Files.readAllLines(folder.resolve("truth/falco-labels.csv"))) {
      String[] fields = line.split(",");
      truth.put(fields[0] + "," + fields[4], fields[2]);
    }
    each(folder.resolve("host/bpftrace.jsonl.gz"), processes::traced);
    each(folder.resolve("falco.jsonl.gz"), this::recorded);
  }

  /** The lines of a recording, in the order in which Tetragon would have written them. */
  public static List<Line> of(Path folder) throws IOException {
    TetragonDay day = new TetragonDay(folder);
    day.lines.sort(Comparator.comparingLong(Line::time));
    List<Line> lines = new ArrayList<>();
    for (TetragonProcesses.Running process : day.processes.before()) {
      lines.add(line("process_exec", process.start(), process, map(), ""));
    }
    lines.addAll(day.lines);
    return lines;
  }

  /**
   * A recording with its truth, from Tetragon and what else of the cluster is named.
   *
   * @param temporary where the export is written to
   */
  public static Recording recording(Path temporary, String name, String... others)
      throws Exception {
    Path folder = Recording.ALL.resolve(name);
    assumeTrue(Files.isDirectory(folder), "no recordings beside the project: " + folder);
    List<Line> lines = of(folder);
    Path export = temporary.resolve(name + ".jsonl");
    Files.write(export, lines.stream().map(Line::json).toList());
    List<Path> paths = new ArrayList<>(List.of(export));
    for (String other : others) {
      paths.add(folder.resolve("k8s").resolve(other));
    }
    Evidence evidence =
        new Import(
                List.of(new TetragonFormat(), new AuditFormat(), new ObjectsFormat()),
                Limits.ORDINARY)
            .read(paths, Progress.NONE)
            .evidence();
    Observations rows = evidence.observations();
    Map<Integer, String> labels = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.sourceId(row) == 0) {
        labels.put(row, lines.get((int) rows.source(row).line() - 1).label());
      }
    }
    JsonNode meta = Recording.meta(folder);
    String victim = meta.path("victimIP").asString("");
    return new Recording(
        evidence, labels, victim.isEmpty() ? null : victim, Recording.borders(folder, meta));
  }

  private static void each(Path file, Consumer<JsonNode> what) throws IOException {
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      text.lines().map(JSON::readTree).forEach(what);
    }
  }

  private void recorded(JsonNode record) {
    JsonNode of = record.path("output_fields");
    String rule = record.path("rule").asString();
    boolean runtime = of.path("proc.name").asString("").startsWith("runc:");
    if (!rule.startsWith("Telemetry ") || runtime || text(of, "container.full_id").isEmpty()) {
      return; // an alert, or a process in the node's own namespaces
    }
    String label = truth.getOrDefault(text(of, "evt.num") + "," + rule, "");
    long time = of.path("evt.rawtime").asLong();
    if (rule.equals("Telemetry Process Start")) {
      Running started = processes.exec(of, time);
      lines.add(line("process_exec", started.start(), started, map(), label));
      if (started.end() != null) {
        Map<String, Object> end = map("time", text(started.end()));
        lines.add(line("process_exit", started.end(), started, end, label));
      }
      return;
    }
    Running process = processes.of(of);
    switch (rule) {
      case "Telemetry Outbound Connection" -> connected(of, time, process, label);
      case "Telemetry Inbound Connection" -> {
        Map<String, Object> accepted = map("sock_arg", socket(of, "TCP_ESTABLISHED"));
        post(time, process, "inet_csk_accept", "salvor-connections", List.of(), accepted, label);
      }
      case "Telemetry File Opened For Writing" -> permitted(of, time, process, 2, label);
      case "Telemetry Sensitive File Read" -> permitted(of, time, process, 4, label);
      default -> called(of, time, process, label);
    }
  }

  private void connected(JsonNode of, long time, Running process, String label) {
    boolean udp = text(of, "fd.l4proto").equals("udp");
    if (!text(of, "fd.rip").isEmpty()) {
      post(
          time,
          process,
          udp ? "udp_sendmsg" : "tcp_connect",
          "salvor-connections",
          List.of(map("sock_arg", socket(of, udp ? "TCP_ESTABLISHED" : "TCP_SYN_SENT"))),
          null,
          label);
    }
  }

  private static Map<String, Object> socket(JsonNode of, String state) {
    boolean udp = text(of, "fd.l4proto").equals("udp");
    return map(
        "family", "AF_INET",
        "type", udp ? "SOCK_DGRAM" : "SOCK_STREAM",
        "protocol", udp ? "IPPROTO_UDP" : "IPPROTO_TCP",
        "saddr", text(of, "fd.lip"),
        "daddr", text(of, "fd.rip"),
        "sport", of.path("fd.lport").asInt(),
        "dport", of.path("fd.rport").asInt(),
        "cookie", text(of, "evt.num"),
        "state", state);
  }

  /** {@code security_file_permission}, each file once in five minutes for each thread. */
  private void permitted(JsonNode of, long time, Running process, int mask, String label) {
    String path = resolved(text(of, "fd.name"), of);
    boolean wanted =
        mask == 4
            ? SECRETS.stream().anyMatch(path::startsWith)
            : UNWRITTEN.stream().noneMatch(path::startsWith);
    Long last = posted.get(text(of, "thread.tid") + " " + mask + " " + path);
    if (wanted && (last == null || time - last >= LIMIT)) {
      posted.put(text(of, "thread.tid") + " " + mask + " " + path, time);
      Map<String, Object> file = map("path", path, "permission", "-rw-r--r--");
      List<Map<String, Object>> args = List.of(map("file_arg", file), map("int_arg", mask));
      post(time, process, "security_file_permission", "salvor-files", args, null, label);
    }
  }

  /** The kernel's path: where the links lead, in volumes by way of the directory of a time. */
  private static String resolved(String path, JsonNode of) {
    String direct = path.replaceFirst("^/var/run/", "/run/");
    boolean token = direct.endsWith("serviceaccount/token");
    int number = Math.abs(text(of, "k8s.pod.uid").hashCode());
    return token ? direct.replace("token", "..2026_11_23_04_35_08." + number + "/token") : direct;
  }

  private void called(JsonNode of, long time, Running process, String label) {
    String call = text(of, "evt.type");
    String path = text(of, "evt.args").replaceFirst(".* (?:path|name|filename)=(\\S+).*", "$1");
    List<Map<String, Object>> args =
        switch (call) {
          case "unlink" -> List.of(map("string_arg", path));
          case "unlinkat" -> List.of(map("int_arg", -100), map("string_arg", path));
          case "fchmodat" ->
              List.of(map("path_arg", map("path", path, "permission", "-rw-r--r--")));
          case "memfd_create" -> List.of(map("string_arg", text(of, "fd.name")), map("int_arg", 1));
          default -> List.of();
        };
    if (!args.isEmpty()) {
      String name = call.equals("fchmodat") ? "security_path_chmod" : "__x64_sys_" + call;
      String policy = call.equals("memfd_create") ? "salvor-kernel" : "salvor-files";
      post(time, process, name, policy, args, null, label);
    }
  }

  private void post(
      long time,
      Running process,
      String function,
      String policy,
      List<Map<String, Object>> args,
      @Nullable Map<String, Object> returned,
      String label) {
    Map<String, Object> body = map("function_name", function);
    if (!args.isEmpty()) {
      body.put("args", args);
    }
    if (returned != null) {
      body.put("return", returned);
    }
    body.putAll(map("action", POST, "policy_name", policy, "return_action", POST));
    lines.add(line("process_kprobe", time, process, body, label));
  }

  private static Line line(
      String kind, long time, Running of, Map<String, Object> rest, String label) {
    Map<String, Object> body = map("process", of.json());
    if (of.parent() != null) {
      body.put("parent", of.parent().json());
    }
    body.putAll(rest);
    String id = (String) of.json().get("exec_id");
    String node = new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8).split(":")[0];
    Map<String, Object> event = map(kind, body, "node_name", node, "time", text(time));
    return new Line(time, JSON.writeValueAsString(event), label);
  }

  static String text(JsonNode of, String field) {
    String text = of.path(field).asString("");
    return text.equals("<NA>") ? "" : text;
  }

  static String text(long time) {
    return Instant.ofEpochSecond(0, time).toString();
  }

  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** Writes the export of a recording's folder to a file. */
  static void main(String[] args) throws IOException {
    Files.write(Path.of(args[1]), of(Path.of(args[0])).stream().map(Line::json).toList());
  }
}
