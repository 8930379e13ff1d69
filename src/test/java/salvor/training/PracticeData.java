package salvor.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes what a practice cluster plays beside the evidence of a recording: which processes and TCP
 * sockets each container had and when, from the bpftrace and Falco records of the recording folder
 * named first; into the folder named second. Run by hand when a recording is added; the results are
 * shipped.
 */
final class PracticeData {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LISTEN = 10;
  private static final int CLOSE = 7;
  private static final int LARGEST_OF_A_CONTAINER = 999;
  private final Map<Long, ObjectNode> byPid = new HashMap<>();
  private final Map<Long, String> containerOfNamespace = new HashMap<>();
  private final Map<Long, String> containerOfPid = new HashMap<>();
  private final Map<String, String> containerOfAddress = new HashMap<>();
  private final Map<Long, Long> virtual = new HashMap<>();
  private final Map<Long, String> steps = new HashMap<>();
  private final List<ObjectNode> processes = new ArrayList<>();
  private final Map<String, ObjectNode> open = new HashMap<>();
  private final List<ObjectNode> sockets = new ArrayList<>();
  private final Map<String, Long> askedBy = new HashMap<>();

  static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path into = Files.createDirectories(Path.of(args[1]));
    PracticeData data = new PracticeData();
    data.truth(from.resolve("truth/processes.jsonl"));
    data.falco(from.resolve("falco.jsonl.gz"));
    data.namespaces(from.resolve("host/bpftrace.jsonl.gz"));
    data.trace(from.resolve("host/bpftrace.jsonl.gz"));
    write(into.resolve("processes.jsonl.gz"), data.processes);
    write(into.resolve("sockets.jsonl.gz"), data.sockets);
  }

  private void truth(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      JsonNode process = JSON.readTree(line);
      steps.put(
          process.path("pid").asLong(),
          process.path("kind").asString("") + ":" + process.path("step").asString(""));
    }
  }

  /** Processes that were there before the recording, and which container a process is in. */
  private void falco(Path file) throws IOException {
    try (BufferedReader lines = gunzip(file)) {
      for (String line; (line = lines.readLine()) != null; ) {
        JsonNode fields = JSON.readTree(line).path("output_fields");
        String container = fields.path("container.full_id").asString("");
        long pid = fields.path("proc.pid").asLong(0);
        if (container.isEmpty() || pid == 0 || container.equals("host")) {
          continue;
        }
        containerOfPid.put(pid, container);
        virtual.putIfAbsent(pid, fields.path("proc.vpid").asLong(0));
        virtual.putIfAbsent(
            fields.path("proc.ppid").asLong(0), fields.path("proc.pvpid").asLong(0));
        String address = fields.path("k8s.pod.ip").asString("");
        if (!address.isEmpty()) {
          containerOfAddress.put(address, container);
        }
        if (!byPid.containsKey(pid)) {
          ObjectNode process = JsonNodeFactory.instance.objectNode();
          process.put("container", container);
          process.put("pid", pid).put("ppid", fields.path("proc.ppid").asLong(0));
          process.put("start", fields.path("proc.pid.ts").asLong(0));
          process.put("uid", fields.path("user.uid").asInt(0));
          process.put("exe", fields.path("proc.exepath").asString(""));
          process.put("comm", fields.path("proc.name").asString(""));
          for (String word : fields.path("proc.cmdline").asString("").split(" ")) {
            process.withArray("argv").add(word);
          }
          byPid.put(pid, process);
        }
      }
    }
  }

  private void namespaces(Path file) throws IOException {
    each(
        file,
        part -> {
          if ("XCOE".contains(part[0])) {
            long pid = Long.parseLong(part[2]);
            long namespace = Long.parseLong(part[part[0].equals("X") ? 4 : 3]);
            String container = containerOfPid.get(pid);
            if (container != null) {
              containerOfNamespace.putIfAbsent(namespace, container);
            }
          }
        });
  }

  private void trace(Path file) throws IOException {
    long[] begin = {0};
    each(
        file,
        part -> {
          long time = Long.parseLong(part[1]);
          switch (part[0]) {
            case "B" -> {
              begin[0] = time;
              byPid.values().forEach(process -> older(process, time));
              byPid.values().stream()
                  .filter(process -> process.path("start").asLong() < time)
                  .forEach(process -> add(process));
              byPid.values().removeIf(process -> process.path("start").asLong() >= time);
            }
            case "X" -> exec(time, part);
            case "E" -> end(Long.parseLong(part[2]), time);
            case "S" -> state(time, part);
            default -> {
              // opens, forks and other calls leave no process or socket
            }
          }
        });
    sockets.addAll(open.values());
    sockets.sort((a, b) -> Long.compare(a.path("open").asLong(), b.path("open").asLong()));
  }

  /**
   * A process that Falco found when it began has a number of the namespace around the node, and
   * often a start that is no earlier than Falco's own.
   */
  private void older(ObjectNode process, long begin) {
    if (virtual.getOrDefault(process.path("pid").asLong(), 0L) > LARGEST_OF_A_CONTAINER) {
      process.put("start", Math.min(process.path("start").asLong(), begin - 1));
    }
  }

  private void exec(long time, String[] part) {
    long pid = Long.parseLong(part[2]);
    String container = containerOfNamespace.get(Long.parseLong(part[4]));
    if (container == null) {
      return;
    }
    end(pid, time);
    ObjectNode process = JsonNodeFactory.instance.objectNode();
    process.put("container", container).put("pid", pid).put("ppid", Long.parseLong(part[3]));
    process.put("start", time).put("uid", Integer.parseInt(part[5]));
    process.put("exe", part[7]).put("comm", part[6]);
    for (String word : (part.length > 8 ? part[8] : "").split("\\\\x00")) {
      process.withArray("argv").add(word);
    }
    add(process);
    byPid.put(pid, process);
  }

  private void add(ObjectNode process) {
    long pid = process.path("pid").asLong();
    process.put("vpid", virtual.getOrDefault(pid, 0L));
    if (steps.containsKey(pid)) {
      process.put("truth", steps.get(pid));
    }
    processes.add(process);
  }

  private void end(long pid, long time) {
    ObjectNode process = byPid.remove(pid);
    if (process != null) {
      process.put("end", time);
    }
  }

  private void state(long time, String[] part) {
    String here = part[7] + ":" + part[8];
    String key = here + ">" + part[9] + ":" + part[10];
    int state = Integer.parseInt(part[6]);
    long pid = Long.parseLong(part[2]);
    if (state == 2) {
      askedBy.put(part[7] + ">" + part[9] + ":" + part[10], pid);
    }
    if (state == 1 || state == LISTEN) {
      String container = containerOfAddress.get(part[7]);
      if (container == null) {
        return;
      }
      ObjectNode socket = JsonNodeFactory.instance.objectNode();
      socket.put("container", container).put("open", time);
      socket.put("local", here).put("remote", part[9] + ":" + part[10]);
      socket.put("state", state == 1 ? "ESTABLISHED" : "LISTEN");
      Long asked = askedBy.get(part[7] + ">" + part[9] + ":" + part[10]);
      if (asked != null) {
        socket.put("pid", asked);
        if (steps.containsKey(asked)) {
          socket.put("truth", steps.get(asked));
        }
      }
      open.put(key, socket);
    } else if (state == CLOSE) {
      ObjectNode socket = open.remove(key);
      if (socket != null) {
        sockets.add(socket.put("close", time));
      }
    }
  }

  private interface Reading {
    void line(String[] part);
  }

  private static void each(Path file, Reading reading) throws IOException {
    TreeMap<Long, List<String[]>> inOrder = new TreeMap<>();
    try (BufferedReader lines = gunzip(file)) {
      for (String line; (line = lines.readLine()) != null; ) {
        String[] part = JSON.readTree(line).path("data").asString("").split("\t", -1);
        if (part.length > 1) {
          inOrder.computeIfAbsent(Long.parseLong(part[1]), t -> new ArrayList<>()).add(part);
        }
      }
    }
    inOrder.values().forEach(parts -> parts.forEach(reading::line));
  }

  private static BufferedReader gunzip(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
  }

  private static void write(Path file, List<ObjectNode> rows) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (ObjectNode row : rows) {
        out.write((row + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
