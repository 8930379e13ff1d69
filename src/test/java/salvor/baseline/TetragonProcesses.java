package salvor.baseline;

import static salvor.baseline.TetragonDay.map;
import static salvor.baseline.TetragonDay.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The processes of a recording as Tetragon knows them: by execve and fork, which bpftrace traced,
 * with what Falco says of their containers.
 */
final class TetragonProcesses {
  /** So much later than bpftrace Falco tells of an execve at most. */
  private static final long NEAR = 5_000_000L;

  private record Executed(String file, List<String> argv) {}

  private record Forked(int parent, long time) {}

  /**
   * A process, or what it executes.
   *
   * @param json what stands in events
   */
  record Running(
      Map<String, Object> json,
      @Nullable Running parent,
      boolean inInitTree,
      long start,
      @Nullable Long end) {}

  private final TetragonPods pods;
  private final Map<Integer, TreeMap<Long, Executed>> executed = new HashMap<>();
  private final Map<Integer, Forked> forked = new HashMap<>();
  private final Map<Integer, Long> ended = new HashMap<>();
  private final Map<Integer, Running> running = new HashMap<>();
  private final List<Running> before = new ArrayList<>();

  TetragonProcesses(TetragonPods pods) {
    this.pods = pods;
  }

  /** What ran before the sensor. */
  List<Running> before() {
    return before;
  }

  /** The process that did what a record of Falco says. */
  Running of(JsonNode of) {
    return known(of.path("proc.pid").asInt(), () -> unseen(of));
  }

  /** What was given to execve, and when processes ended. */
  void traced(JsonNode record) {
    String[] fields = record.path("data").asString("").split("\t", -1);
    if (fields[0].equals("X")) {
      String[] argv = fields[8].strip().replaceFirst("\\\\x00$", "").split("\\\\x00", -1);
      executed
          .computeIfAbsent(Integer.valueOf(fields[2]), _ -> new TreeMap<>())
          .put(Long.valueOf(fields[1]), new Executed(fields[7], List.of(argv)));
    } else if (fields[0].equals("F")) {
      Forked fork = new Forked(Integer.parseInt(fields[2]), Long.parseLong(fields[1]));
      forked.put(Integer.valueOf(fields[3]), fork);
    } else if (fields[0].equals("E")) {
      ended.put(Integer.valueOf(fields[2]), Long.valueOf(fields[1]));
    }
  }

  private Running known(int pid, Supplier<Running> make) {
    Running known = running.get(pid);
    if (known == null) {
      known = make.get();
      running.put(pid, known);
    }
    return known;
  }

  /** A process executes a program, as Falco recorded it at a time. */
  Running exec(JsonNode of, long time) {
    int pid = of.path("proc.pid").asInt();
    Map.Entry<Long, Executed> call = executed.getOrDefault(pid, new TreeMap<>()).floorEntry(time);
    if (call == null || time - call.getKey() > NEAR) {
      throw new IllegalStateException("no execve of " + pid + " at " + time);
    }
    Running again = running.get(pid);
    Running parent = again != null ? again : known(of.path("proc.ppid").asInt(), () -> parent(of));
    boolean inInitTree = of.path("proc.vpid").asInt() == 1 || parent.inInitTree;
    Map<String, Object> json =
        process(of, call.getKey(), pid, of.path("proc.vpid").asInt(), parent);
    String cwd = (String) json.get("cwd");
    String file = call.getValue().file;
    String clone = again == null ? " clone" : "";
    json.put("binary", file.startsWith("/") ? file : cwd.replaceFirst("/$", "") + "/" + file);
    arguments(json, call.getValue().argv.stream().skip(1).toList());
    json.put(
        "flags",
        "execve" + (cwd.equals("/") ? " rootcwd" : "") + clone + (inInitTree ? " inInitTree" : ""));
    json.put("in_init_tree", inInitTree);
    if (text(of, "proc.exepath").startsWith("memfd:")) {
      json.put("binary_properties", map("file", map("inode", map("number", "1041", "links", 0))));
    }
    boolean last = executed.get(pid).higherKey(call.getKey()) == null;
    Running process =
        new Running(json, parent, inInitTree, call.getKey(), last ? ended.get(pid) : null);
    running.put(pid, process);
    return process;
  }

  /** The arguments as Tetragon joins them. */
  private static void arguments(Map<String, Object> json, List<String> arguments) {
    if (!arguments.isEmpty()) {
      json.put(
          "arguments",
          arguments.stream()
              .map(a -> a.isEmpty() || a.contains(" ") ? '"' + a + '"' : a)
              .collect(Collectors.joining(" ")));
    }
  }

  /** A process that executed nothing while it was watched: it ran before, or was only forked. */
  private Running unseen(JsonNode of) {
    int pid = of.path("proc.pid").asInt();
    long started = of.path("proc.pid.ts").asLong();
    Running fork = fork(pid, of);
    if (fork != null) {
      return fork;
    }
    Running parent = known(of.path("proc.ppid").asInt(), () -> parent(of));
    return before(
        of, pid, of.path("proc.vpid").asInt(), "proc.exepath", "proc.cmdline", started, parent);
  }

  /** A process that was only forked carries what its parent carries. */
  private @Nullable Running fork(int pid, JsonNode of) {
    Forked fork = forked.get(pid);
    if (running.containsKey(pid) || fork == null) {
      return running.get(pid);
    }
    Running parent = fork(fork.parent, of);
    if (parent == null || parent.json.get("pod") == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>(parent.json);
    json.putAll(process(of, fork.time, pid, of.path("proc.vpid").asInt(), parent));
    json.put("flags", "clone");
    running.put(pid, new Running(json, parent, parent.inInitTree, fork.time, null));
    return running.get(pid);
  }

  /** The parent of a process as the process tells of it; on the node when it is the runtime's. */
  private Running parent(JsonNode of) {
    String binary = text(of, "proc.pexepath");
    long start = of.path("proc.ppid.ts").asLong();
    int pid = of.path("proc.ppid").asInt();
    Running fork = fork(pid, of);
    if (fork != null) {
      return fork;
    }
    if (!binary.contains("containerd-shim") && !binary.contains("runc")) {
      return before(
          of, pid, of.path("proc.pvpid").asInt(), "proc.pexepath", "proc.pcmdline", start, null);
    }
    Map<String, Object> json =
        map("exec_id", id(pods.of(of).node(), start, pid), "pid", pid, "binary", binary);
    arguments(json, Arrays.stream(text(of, "proc.pcmdline").split(" ")).skip(1).toList());
    json.putAll(map("flags", "procFS auid", "start_time", text(start)));
    return new Running(json, null, false, start, null);
  }

  /** A process that ran before the sensor, which the sensor tells first, at the time it started. */
  private Running before(
      JsonNode of,
      int pid,
      int inside,
      String program,
      String line,
      long told,
      @Nullable Running parent) {
    String since = pods.of(of).started();
    long start = since == null ? told : Recording.nanos(since);
    Map<String, Object> json = process(of, start, pid, inside, parent);
    json.put("binary", text(of, program));
    arguments(json, Arrays.stream(text(of, line).split(" ")).skip(1).toList());
    json.put("flags", "procFS auid" + (json.get("cwd").equals("/") ? " rootcwd" : ""));
    json.put("in_init_tree", true);
    Running process = new Running(json, parent, true, start, null);
    before.add(process);
    return process;
  }

  private Map<String, Object> process(
      JsonNode of, long start, int pid, int inside, @Nullable Running parent) {
    TetragonPods.Container in = pods.of(of);
    String cwd = text(of, "proc.cwd").replaceFirst("(.)/$", "$1");
    Map<String, Object> json =
        map(
            "exec_id", id(in.node(), start, pid),
            "pid", pid,
            "uid", of.path("user.uid").asInt(),
            "cwd", cwd,
            "start_time", text(start),
            "auid", 4294967295L,
            "pod", in.pod(inside),
            "docker", text(of, "container.full_id").substring(0, 31));
    if (parent != null) {
      json.put("parent_exec_id", parent.json.get("exec_id"));
    }
    json.put("tid", pid);
    return json;
  }

  private static String id(String node, long start, int pid) {
    String key = node + ":" + (start - 1_795_400_000_000_000_000L) + ":" + pid;
    return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }
}
