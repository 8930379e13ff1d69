package salvor.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recorded incident, as a practice cluster plays it: the objects at its begin and what happened
 * then, in order. What the recorded responder did is left out: that is for whoever practises.
 *
 * @param scenario what the recording is, from {@code practice/scenario.json}
 * @param objects what was there at the begin
 * @param happenings what happened then, oldest first
 * @param also who is entered as well, which was not recorded; null when nobody is
 */
public record Recording(
    JsonNode scenario,
    List<ObjectNode> objects,
    List<Happening> happenings,
    @Nullable AlsoEntered also) {
  private static final long BILLION = 1_000_000_000L;
  private static final int BEFORE_SECONDS = 30;

  /**
   * Reads a recording.
   *
   * @param folder the folder of a sample, whose practice files {@link Scenarios#file} finds
   * @throws IOException when a file cannot be read; the message names it
   */
  public static Recording read(Path folder, ApiResources resources) throws IOException {
    return new Reader(folder, resources).read();
  }

  /** Without what was not recorded. */
  public Recording asRecorded() {
    return new Recording(scenario, objects, happenings, null);
  }

  /** The recorded time from which to play, unless told otherwise. */
  public Instant begin() {
    return Instant.parse(scenario.path("begin").asString(""));
  }

  /**
   * The first thing that the sensor recorded; processes that began before it were there already.
   */
  Instant first() {
    return happenings.stream()
        .filter(Happening.SensorLine.class::isInstance)
        .map(Happening::time)
        .findFirst()
        .orElseGet(this::begin);
  }

  /** The pod through which the attacker comes, as it was at the begin; empty where nobody comes. */
  Optional<ObjectNode> entry() {
    JsonNode entry = scenario.path("entry");
    return objects.stream()
        .filter(object ->
            object.path("kind").asString("").equals("Pod")
                && object.at("/metadata/namespace").equals(entry.path("namespace"))
                && object.at("/metadata/name").equals(entry.path("pod")))
        .findFirst();
  }

  /** When the attack begins; empty where nobody attacks. */
  public Optional<Instant> attack() {
    return scenario.has("attack")
        ? Optional.of(Instant.parse(scenario.path("attack").asString("")))
        : Optional.empty();
  }

  /** Half a minute before the attack, or the begin where that is later or nobody attacks. */
  public Instant beforeTheAttack() {
    return attack()
        .map(attack -> attack.minusSeconds(BEFORE_SECONDS))
        .filter(before -> before.isAfter(begin()))
        .orElseGet(this::begin);
  }

  private static final class Reader {
    private final Path folder;
    private final RecordedFiles files;
    private final ApiResources resources;
    private final List<Happening> happenings = new ArrayList<>();
    private final Map<Long, String> attackOfLine = new HashMap<>();
    private final Map<Long, String> responseOfLine = new HashMap<>();

    Reader(Path folder, ApiResources resources) {
      this.folder = folder;
      this.files = new RecordedFiles(folder);
      this.resources = resources;
    }

    Recording read() throws IOException {
      JsonNode scenario = files.document("practice/scenario.json");
      Instant end = files.time(scenario, "end");
      files.time(scenario, "begin");
      if (scenario.has("attack")) {
        files.time(scenario, "attack");
      }
      List<ObjectNode> objects = new ArrayList<>();
      for (String file : List.of("objects-before", "pods-before")) {
        objects.addAll(files.items("evidence/k8s/" + file + ".json.gz"));
      }
      labels();
      audit();
      becameReady(objects);
      falco();
      processes();
      sockets();
      events();
      logs();
      happenings.removeIf(happening -> happening.time().isAfter(end));
      happenings.sort(Comparator.comparing(Happening::time));
      return AlsoEntered.added(
          new Recording(scenario, List.copyOf(objects), List.copyOf(happenings), null), folder);
    }

    private void events() throws IOException {
      String name = "practice/events.json.gz";
      for (ObjectNode event : files.has(name) ? files.items(name) : List.<ObjectNode>of()) {
        String time =
            Stream.of("/lastTimestamp", "/eventTime", "/metadata/creationTimestamp")
                .map(field -> event.at(field).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        try {
          happenings.add(
              new Happening.ObjectSeen(Instant.parse(time), resources.named("events"), event));
        } catch (DateTimeException e) {
          throw new IOException(name + " holds an event without a time", e);
        }
      }
    }

    private void logs() throws IOException {
      String name = "practice/logs.jsonl.gz";
      if (!files.has(name)) {
        return;
      }
      files.lines(
          name,
          line -> {
            JsonNode row = RecordedFiles.JSON.readTree(line);
            happenings.add(
                new Happening.LogLine(
                    Instant.parse(row.path("time").asString("")),
                    row.path("namespace").asString(""),
                    row.path("pod").asString(""),
                    row.path("container").asString(""),
                    row.path("text").asString("")));
          });
    }

    private void labels() throws IOException {
      files.lines(
          "truth/labels.csv",
          line -> {
            String[] part = line.split(",");
            if (part.length > 3 && part[0].chars().allMatch(Character::isDigit)) {
              switch (part[1]) {
                case "attack" -> attackOfLine.put(Long.parseLong(part[0]), part[2]);
                case "response" -> responseOfLine.put(Long.parseLong(part[0]), part[2]);
                default -> {
                  // what people do on an ordinary day is played as it was
                }
              }
            }
          });
    }

    /** Objects as the answers of the API server show them; what alice did is left out. */
    private void audit() throws IOException {
      String responder = "alice";
      files.lines(
          "evidence/k8s/audit.jsonl.gz",
          line -> {
            JsonNode event = RecordedFiles.JSON.readTree(line);
            if (event.at("/user/username").asString("").equals(responder)
                || !event.path("stage").asString("").equals("ResponseComplete")
                || event.at("/responseStatus/code").asInt(500) >= 300) {
              return;
            }
            Instant time = Instant.parse(event.path("stageTimestamp").asString(""));
            JsonNode object = event.path("responseObject");
            Optional<ApiResource> resource =
                resources.of(
                    object.path("apiVersion").asString(""), object.path("kind").asString(""));
            if (event.path("verb").asString("").equals("delete")) {
              JsonNode of = event.path("objectRef");
              boolean marked =
                  object.path("metadata").has("deletionGracePeriodSeconds")
                      && object.at("/metadata/deletionGracePeriodSeconds").asInt(0) > 0;
              if (!marked) {
                happenings.add(
                    new Happening.ObjectGone(
                        time,
                        resources.named(of.path("resource").asString("")),
                        of.path("namespace").asString(""),
                        of.path("name").asString("")));
              }
            } else if (resource.isPresent() && object.path("metadata").has("resourceVersion")) {
              happenings.add(new Happening.ObjectSeen(time, resource.get(), (ObjectNode) object));
            }
          });
    }

    /**
     * New pods as they were at last: the audit log has no answer to what kubelets told of their
     * readiness.
     */
    private void becameReady(List<ObjectNode> before) throws IOException {
      String name = "evidence/k8s/pods-after.json.gz";
      Set<String> old = new HashSet<>();
      before.forEach(object -> old.add(World.uid(object)));
      for (ObjectNode pod : files.has(name) ? files.items(name) : List.<ObjectNode>of()) {
        if (!old.contains(World.uid(pod))) {
          for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asString("").equals("Ready")) {
              Instant time = Instant.parse(condition.path("lastTransitionTime").asString(""));
              happenings.add(new Happening.ObjectSeen(time, resources.named("pods"), pod));
            }
          }
        }
      }
    }

    private void falco() throws IOException {
      AtomicLong number = new AtomicLong();
      files.lines(
          "evidence/falco.jsonl.gz",
          line -> {
            JsonNode record = RecordedFiles.JSON.readTree(line);
            JsonNode fields = record.path("output_fields");
            long at = number.incrementAndGet();
            if (!responseOfLine.containsKey(at)) {
              happenings.add(
                  new Happening.SensorLine(
                      Instant.parse(record.path("time").asString("")),
                      record,
                      fields.path("container.full_id").asString(""),
                      attackOfLine.get(at)));
            }
          });
    }

    /**
     * The processes. Those that were there before are numbered anew in their containers, the first
     * with 1: the recorded numbers are those of a namespace around the node.
     */
    private void processes() throws IOException {
      Map<String, Integer> last = new HashMap<>();
      files.lines(
          "practice/processes.jsonl.gz",
          line -> {
            JsonNode row = RecordedFiles.JSON.readTree(line);
            if (row.path("truth").asString("").startsWith("response:")) {
              return;
            }
            Instant start = nanos(row, "start");
            List<String> arguments = new ArrayList<>();
            row.path("argv").forEach(word -> arguments.add(word.asString("")));
            RunningProcess process =
                new RunningProcess(
                    row.path("container").asString(""),
                    row.path("pid").asLong(),
                    row.path("ppid").asLong(),
                    known(row) ? number(row, last) : row.path("vpid").asInt(0),
                    row.path("exe").asString(""),
                    row.path("comm").asString(""),
                    arguments,
                    row.path("uid").asInt(0),
                    start,
                    step(row));
            happenings.add(new Happening.ProcessBegan(start, process));
            if (row.has("end")) {
              happenings.add(
                  new Happening.ProcessEnded(
                      nanos(row, "end"), process.container(), process.pid()));
            }
          });
    }

    private static boolean known(JsonNode row) {
      return row.path("vpid").asInt(0) > 999;
    }

    private static int number(JsonNode row, Map<String, Integer> last) {
      return last.merge(row.path("container").asString(""), 1, (is, one) -> Math.max(is, 6) + one);
    }

    private void sockets() throws IOException {
      files.lines(
          "practice/sockets.jsonl.gz",
          line -> {
            JsonNode row = RecordedFiles.JSON.readTree(line);
            if (row.path("truth").asString("").startsWith("response:")) {
              return;
            }
            Instant opened = nanos(row, "open");
            OpenSocket socket =
                new OpenSocket(
                    row.path("container").asString(""),
                    opened,
                    row.path("local").asString(""),
                    row.path("remote").asString(""),
                    row.path("state").asString("").equals("LISTEN") ? "LISTEN" : "ESTAB",
                    row.path("pid").asLong(0),
                    step(row));
            happenings.add(new Happening.SocketOpened(opened, socket));
            if (row.has("close")) {
              happenings.add(new Happening.SocketClosed(nanos(row, "close"), socket));
            }
          });
    }

    private static @Nullable String step(JsonNode row) {
      String truth = row.path("truth").asString("");
      return truth.startsWith("attack:") ? truth.substring("attack:".length()) : null;
    }

    private static Instant nanos(JsonNode row, String field) {
      long nanos = row.path(field).asLong();
      return Instant.ofEpochSecond(nanos / BILLION, nanos % BILLION);
    }
  }
}
