package salvor.baseline;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.ingest.Format;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.audit.AuditFormat;
import salvor.ingest.falco.Falco;
import salvor.ingest.objects.ObjectsFormat;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recorded incident beside the project, with the truth about each Falco record: by the labels of
 * the recording, or by the process ids of all that the attack started.
 *
 * @param victim the address of the attacked pod, null when none was attacked
 * @param borders when each phase began, epoch nanoseconds
 */
public record Recording(
    Evidence evidence,
    Map<Integer, String> labels,
    @Nullable String victim,
    Map<String, Long> borders) {
  static final Path ALL = Path.of("..", "shared", "recordings");
  private static final String ATTACKER = "203.0.113.66";

  /** A process that was forked is recorded a little before it executes its own program. */
  private static final long FORK = 100_000_000L;

  private static final JsonMapper JSON = new JsonMapper();

  public static Recording read(String name) throws Exception {
    Path folder = ALL.resolve(name);
    assumeTrue(Files.isDirectory(folder), "no recordings beside the project: " + folder);
    List<Format> formats = List.of(new Falco(), new AuditFormat(), new ObjectsFormat());
    Path falco = folder.resolve("falco.jsonl.gz");
    boolean labelled = Files.exists(falco);
    List<Path> paths = new ArrayList<>();
    paths.add(labelled ? falco : folder.resolve("host/falco.jsonl.gz"));
    for (String file :
        List.of(
            "audit.jsonl.gz",
            "pods-before.json",
            "objects-before.json",
            "nodes.json",
            "pods-after.json",
            "objects-after.json")) {
      Path path = folder.resolve("k8s").resolve(file);
      if (Files.exists(path)) {
        paths.add(path);
      }
    }
    Evidence evidence = new Import(formats, Limits.ORDINARY).read(paths, Progress.NONE).evidence();
    JsonNode meta = meta(folder);
    Observations rows = evidence.observations();
    return new Recording(
        evidence,
        labelled ? byLabel(folder, rows) : byProcess(folder, rows),
        meta.path("victimIP").isString() ? meta.path("victimIP").asString() : null,
        borders(folder, meta));
  }

  static JsonNode meta(Path folder) throws IOException {
    return JSON.readTree(Files.readString(folder.resolve("meta.json")));
  }

  static long nanos(String time) {
    Instant at = Instant.parse(time);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  public Observations observations() {
    return evidence.observations();
  }

  public List<Profile> learn(String until) {
    return learn(Learning.until(nanos(until)));
  }

  List<Profile> learn(Learning learning) {
    return Learner.learn(
        observations(), evidence.inventory(), evidence.sources(), learning, Progress.NONE);
  }

  public Verdicts judge(List<Profile> profiles) {
    return new Judge(profiles, evidence.inventory()).judge(observations(), Progress.NONE);
  }

  /** What a row is in truth: {@code attack}, {@code response}, {@code operator} or empty. */
  public String label(int row) {
    return labels.getOrDefault(row, "");
  }

  /**
   * What the attacker did over the network: requests from outside, the port scan as others saw it,
   * the stolen token.
   */
  public boolean fromAttacker(int row) {
    return switch (observations().activity(observations().activityId(row))) {
      case Activity.ConnectionAccepted accepted ->
          ATTACKER.equals(accepted.remote().address())
              || (victim != null && victim.equals(accepted.remote().address()));
      case Activity.ApiRequest api -> victim != null && victim.equals(api.sourceAddress());
      default -> false;
    };
  }

  static Map<String, Long> borders(Path folder, JsonNode meta) throws IOException {
    Map<String, Long> borders = new HashMap<>();
    for (JsonNode phase : meta.path("phases")) {
      borders.put(phase.path("phase").asString(), seconds(phase.path("start").asString()));
    }
    Path attack = folder.resolve("attack-start");
    if (Files.exists(attack)) {
      borders.put("attack", seconds(Files.readString(attack).strip()));
      borders.put("response", seconds(Files.readString(folder.resolve("attack-end")).strip()));
    }
    return borders;
  }

  private static long seconds(String text) {
    return new java.math.BigDecimal(text).movePointRight(9).longValue();
  }

  private static Map<Integer, String> byLabel(Path folder, Observations rows) throws IOException {
    Map<String, String> byEvent = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("truth/falco-labels.csv"))) {
      String[] fields = line.split(",");
      byEvent.put(fields[0] + "," + fields[4], fields[2]);
    }
    Map<Long, String> byLine = new HashMap<>();
    try (InputStream in =
            new GZIPInputStream(Files.newInputStream(folder.resolve("falco.jsonl.gz")));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line; (line = lines.readLine()) != null; ) {
        number++;
        JsonNode record = JSON.readTree(line);
        String label =
            byEvent.get(
                record.path("output_fields").path("evt.num").asString()
                    + ","
                    + record.path("rule").asString());
        if (label != null) {
          byLine.put(number, label);
        }
      }
    }
    Map<Integer, String> labels = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      String label = rows.sourceId(row) == 0 ? byLine.get(rows.source(row).line()) : null;
      if (label != null) {
        labels.put(row, label);
      }
    }
    return labels;
  }

  private static Map<Integer, String> byProcess(Path folder, Observations rows) throws IOException {
    Map<Integer, Long> begun = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("ground-truth-processes.jsonl"))) {
      JsonNode process = JSON.readTree(line);
      begun.merge(process.path("pid").asInt(), process.path("t").asLong(), Math::min);
    }
    Map<Integer, String> labels = new HashMap<>();
    for (int row = 0; row < rows.timed(); row++) {
      Long start = rows.sourceId(row) == 0 ? begun.get(rows.pid(row)) : null;
      if (start != null && rows.time(row) >= start - FORK) {
        labels.put(row, "attack");
      }
    }
    return labels;
  }
}
