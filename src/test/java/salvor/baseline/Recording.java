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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
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

/** A recorded incident beside the project, with the truth about each Falco record. */
public record Recording(Evidence evidence, Map<Long, String> labels, int falco) {
  private static final Path ALL = Path.of("..", "shared", "recordings");

  public static Recording read(String name) throws Exception {
    Path folder = ALL.resolve(name);
    assumeTrue(Files.isDirectory(folder), "no recordings beside the project");
    List<Format> formats = List.of(new Falco(), new AuditFormat(), new ObjectsFormat());
    List<Path> paths =
        List.of(
            folder.resolve("falco.jsonl.gz"),
            folder.resolve("k8s/audit.jsonl.gz"),
            folder.resolve("k8s/pods-before.json"),
            folder.resolve("k8s/objects-before.json"),
            folder.resolve("k8s/pods-after.json"),
            folder.resolve("k8s/objects-after.json"));
    Evidence evidence = new Import(formats, Limits.ORDINARY).read(paths, Progress.NONE).evidence();
    return new Recording(evidence, labels(folder), 0);
  }

  static long nanos(String time) {
    Instant at = Instant.parse(time);
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  public Observations observations() {
    return evidence.observations();
  }

  public List<Profile> learn(String until) {
    return Learner.learn(
        observations(),
        evidence.inventory(),
        evidence.sources(),
        Learning.until(nanos(until)),
        Progress.NONE);
  }

  public Verdicts judge(List<Profile> profiles) {
    return new Judge(profiles, evidence.inventory()).judge(observations(), Progress.NONE);
  }

  /** What a row is in truth: {@code attack}, {@code response}, {@code operation} or empty. */
  public String label(int row) {
    return observations().sourceId(row) == falco
        ? labels.getOrDefault(observations().source(row).line(), "")
        : "";
  }

  /**
   * What the attacker did over the network: requests from outside, the port scan as others saw it,
   * the stolen token.
   */
  public boolean fromAttacker(int row) {
    return switch (observations().get(row).activity()) {
      case Activity.ConnectionAccepted accepted ->
          "203.0.113.66".equals(accepted.remote().address())
              || VICTIM.equals(accepted.remote().address());
      case Activity.ApiRequest api -> VICTIM.equals(api.sourceAddress());
      default -> false;
    };
  }

  private static final String VICTIM = "10.244.0.123";

  private static Map<Long, String> labels(Path folder) throws IOException {
    Map<String, String> byEvent = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("truth/falco-labels.csv"))) {
      String[] fields = line.split(",");
      byEvent.put(fields[0] + "," + fields[4], fields[2]);
    }
    Map<Long, String> byLine = new HashMap<>();
    JsonMapper json = new JsonMapper();
    try (InputStream in =
            new GZIPInputStream(Files.newInputStream(folder.resolve("falco.jsonl.gz")));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      long number = 0;
      for (String line; (line = lines.readLine()) != null; ) {
        number++;
        JsonNode record = json.readTree(line);
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
    return byLine;
  }
}
