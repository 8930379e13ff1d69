package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.jobs.Progress;
import salvor.workload.Location;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Observations, one a line, as JSON lines or as CSV (RFC 4180). Records that tell of one fact (an
 * alert and its telemetry, two sensors) stay two lines; the later one names the first in {@code
 * sameFactAs}.
 *
 * <p>In CSV a value that a spreadsheet would take for a formula gets an apostrophe before it, and
 * control characters are spelt out; JSON lines keep every character.
 */
public final class ObservationLines {
  private static final int EACH = 8192;

  private static final List<String> NAMES =
      List.of(
          "time",
          "originalTime",
          "kind",
          "verdict",
          "reason",
          "severity",
          "namespace",
          "workload",
          "pod",
          "container",
          "containerId",
          "node",
          "pid",
          "ppid",
          "parent",
          "program",
          "arguments",
          "peer",
          "file",
          "detail",
          "outcome",
          "outcomeSaid",
          "sameFactAs",
          "source",
          "line",
          "offset",
          "localTime",
          "cluster");

  private ObservationLines() {}

  /** Writes JSON lines and leaves the stream open. */
  public static void json(ObservationRows chosen, OutputStream out, Progress progress)
      throws IOException {
    try (JsonGenerator json =
        JsonFactory.builder()
            .rootValueSeparator("") // each line begins with its object, not with a space
            .build()
            .createGenerator(ObjectWriteContext.empty(), new Kept(out))) {
      rows(
          chosen,
          progress,
          fields -> {
            json.writeStartObject();
            fields.forEach((name, value) -> value(json, name, value));
            json.writeEndObject();
            json.writeRaw('\n');
          });
    }
  }

  /** Writes CSV with a header line and leaves the stream open. */
  public static void csv(ObservationRows chosen, OutputStream out, Progress progress)
      throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    writer.write(String.join(",", NAMES) + "\r\n");
    rows(chosen, progress, fields -> writer.write(CsvLine.of(fields.values())));
    writer.flush();
  }

  private static void value(JsonGenerator json, String name, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNullProperty(name);
      case Number number -> json.writeNumberProperty(name, number.longValue());
      default -> json.writeStringProperty(name, value.toString());
    }
  }

  private interface Line {
    void write(Map<String, @Nullable Object> fields) throws IOException;
  }

  private static void rows(ObservationRows chosen, Progress progress, Line line)
      throws IOException {
    int written = 0;
    PrimitiveIterator.OfInt rows = chosen.rows().get();
    while (rows.hasNext()) {
      if (written++ % EACH == 0) {
        progress.at(written, chosen.count(), "Writing observations");
      }
      line.write(fields(chosen, rows.nextInt()));
    }
  }

  private static Map<String, @Nullable Object> fields(ObservationRows chosen, int row) {
    Observations all = chosen.evidence().observations();
    int same = chosen.sameFact().get(row);
    Observation observation = all.get(row);
    Judgement judgement = chosen.verdicts().judgement(row);
    Location at = observation.location();
    ProcessInfo process = observation.process();
    ProcessInfo.Parent parent = process.parent();
    Described described = Described.of(observation);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put(
        "time",
        observation.time() == null ? null : TimeText.rfc3339(observation.time().nanos(), 9));
    fields.put(
        "originalTime",
        observation.time() == null ? null : TimeText.rfc3339(all.recordedTime(row), 9));
    fields.put("kind", TriageJson.lower(observation.activity().kind()));
    fields.put("verdict", TriageJson.lower(judgement.verdict()));
    fields.put("reason", judgement.reason().name());
    fields.put("severity", TriageJson.lower(judgement.severity()));
    fields.put("namespace", at.namespace());
    fields.put("workload", at.workload() == null ? null : at.workload().name());
    fields.put("pod", at.pod());
    fields.put("container", at.container());
    fields.put("containerId", at.containerId());
    fields.put("node", at.node());
    fields.put("pid", process.pid());
    fields.put("ppid", parent == null ? null : parent.pid());
    fields.put(
        "parent",
        parent == null ? null : parent.executable() != null ? parent.executable() : parent.name());
    fields.put("program", process.program());
    fields.put("arguments", arguments(process.commandLine()));
    fields.put("peer", described.peer());
    fields.put("file", described.file());
    fields.put("detail", described.detail());
    fields.put("outcome", TriageJson.lower(observation.outcome().result()));
    fields.put("outcomeSaid", observation.outcome().said());
    fields.put("sameFactAs", same < 0 || same == row ? null : place(chosen, all.source(same)));
    fields.put("source", chosen.evidence().sources().get(observation.source().source()).path());
    fields.put("line", observation.source().line());
    fields.put("offset", observation.source().offset());
    fields.put("localTime", all.timeWithoutZone(row));
    fields.put("cluster", all.cluster(all.locationId(row)));
    return fields;
  }

  private static String place(ObservationRows chosen, RecordRef ref) {
    return chosen.evidence().sources().get(ref.source()).path() + ":" + ref.line();
  }

  private static @Nullable String arguments(@Nullable String commandLine) {
    return commandLine == null ? null : commandLine.replace('\0', ' ');
  }

  /** A stream that stays open when the generator is closed. */
  private static final class Kept extends java.io.FilterOutputStream {
    Kept(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
