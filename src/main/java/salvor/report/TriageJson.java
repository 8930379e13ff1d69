package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Matching;
import salvor.casefile.Acceptance;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.OffsetText;
import salvor.evidence.Resolution;
import salvor.evidence.Source;
import salvor.evidence.TimeKind;
import salvor.evidence.TimeText;
import salvor.timeline.Contamination;
import salvor.triage.Finding;
import salvor.triage.WorkloadFindings;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * The triage result for machines; its schema is {@code triage.schema.json} beside this class. Equal
 * evidence and baselines give equal bytes: no time of day, no absolute path, no order of hash
 * tables.
 */
public final class TriageJson {
  /** The version of the document's form. */
  public static final int VERSION = 1;

  private final JsonGenerator json;
  private final Evidence evidence;
  private final Map<Integer, Acceptance> accepted;

  private TriageJson(JsonGenerator json, Evidence evidence, Map<Integer, Acceptance> accepted) {
    this.json = json;
    this.evidence = evidence;
    this.accepted = accepted;
  }

  /** Writes the document, UTF-8, and leaves the stream open. */
  public static void write(Triage triage, OutputStream out) throws IOException {
    write(triage, out, json -> json.write(triage));
  }

  /**
   * Writes the findings alone, by workload; the schema is {@code findings.schema.json} beside this
   * class.
   */
  public static void findings(Triage triage, OutputStream out) throws IOException {
    write(triage, out, json -> json.findings(triage));
  }

  /**
   * One finding as the documents have it.
   *
   * @param accepted how far findings were accepted as normal, by the row that stands for each
   */
  public static String json(Evidence evidence, Map<Integer, Acceptance> accepted, Finding finding) {
    return text(evidence, accepted, json -> json.finding(finding));
  }

  /** The findings of one workload as the document of findings has them. */
  public static String json(
      Evidence evidence, Map<Integer, Acceptance> accepted, WorkloadFindings of) {
    return text(evidence, accepted, json -> json.workload(of));
  }

  /** One source as the document has it. */
  public static String json(Evidence evidence, Source source) {
    return text(evidence, Map.of(), json -> json.source(source));
  }

  private static String text(
      Evidence evidence, Map<Integer, Acceptance> accepted, Consumer<TriageJson> content) {
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    var bytes = new java.io.ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(pretty, bytes)) {
      content.accept(new TriageJson(json, evidence, accepted));
    }
    return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void write(Triage triage, OutputStream out, Consumer<TriageJson> document)
      throws IOException {
    String text = text(triage.evidence(), triage.accepted(), document) + "\n";
    out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    out.flush();
  }

  /** The published schema (JSON Schema 2020-12) as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("triage.schema.json");
  }

  /** The published schema of the findings alone. */
  public static String findingsSchema() throws IOException {
    return JsonDocument.schema("findings.schema.json");
  }

  private void write(Triage triage) {
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    text("filter", triage.filter());
    json.writeNumberProperty("hiddenByFilter", triage.hidden());
    json.writeNumberProperty(
        "untimed",
        triage.evidence().observations().size() - triage.evidence().observations().timed());
    new EndingsJson(new JsonDocument(json), evidence).write(triage.endings());
    list("sources", triage.evidence().sources(), this::source);
    list("baselines", triage.baselines(), b -> json.writeString(whole(b.name())));
    list(
        "containers",
        List.copyOf(triage.containers().entrySet()),
        e -> container(e.getKey(), e.getValue()));
    json.writeObjectPropertyStart("verdicts");
    triage.counts().forEach((verdict, n) -> json.writeNumberProperty(lower(verdict), n));
    json.writeEndObject();
    list("findings", triage.findings(), this::finding);
    list("notes", triage.notes(), note -> json.writeString(whole(note)));
    list("contaminated", triage.contaminated(), this::contaminated);
    if (!triage.handled().isEmpty()) {
      JsonDocument document = new JsonDocument(json);
      document.object("handled", () -> triage.handled().json(document));
    }
    json.writeEndObject();
  }

  private void contaminated(Contamination of) {
    json.writeStartObject();
    json.writeStringProperty("baseline", whole(of.baseline().name()));
    text("from", time(of.from()));
    text("last", time(of.to()));
    json.writeEndObject();
  }

  private void findings(Triage triage) {
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    text("filter", triage.filter());
    json.writeNumberProperty("hiddenByFilter", triage.hidden());
    list("workloads", WorkloadFindings.of(triage.open()), this::workload);
    list("accepted", triage.settled(), this::finding);
    json.writeEndObject();
  }

  private void workload(WorkloadFindings of) {
    json.writeStartObject();
    text("cluster", of.cluster());
    text("namespace", of.workload() == null ? null : of.workload().namespace());
    text("workload", of.workload() == null ? null : of.workload().name());
    text("place", of.place());
    list("pods", List.copyOf(of.pods()), pod -> json.writeString(whole(pod)));
    json.writeStringProperty("severity", lower(of.severity()));
    json.writeNumberProperty("observations", of.events());
    list("findings", of.findings(), this::finding);
    json.writeEndObject();
  }

  private void source(Source source) {
    json.writeStartObject();
    json.writeStringProperty("path", whole(source.path()));
    json.writeStringProperty("sha256", source.sha256());
    json.writeStringProperty("format", source.format());
    Observations all = evidence.observations();
    Resolution fine = all.resolutions().ofSource(source.id()).orElse(null);
    text("resolution", fine == null ? null : TimeWording.code(fine));
    text("timeKind", fine == null ? null : lower(TimeKind.of(source.format())));
    long offset = all.clocks().of(source.id());
    if (offset != 0) {
      json.writeStringProperty("clockOffset", OffsetText.of(offset));
    }
    ZoneId zone = all.clocks().zone(source.id());
    if (zone != null) {
      json.writeStringProperty("zone", zone.getId());
    }
    json.writeNumberProperty("bytes", source.bytes());
    json.writeNumberProperty("lines", source.lines());
    json.writeNumberProperty("observations", source.observations());
    json.writeNumberProperty("unreadable", source.unreadableCount());
    json.writeNumberProperty("skipped", source.skippedCount());
    list(
        "unreadableRecords",
        source.unreadable(),
        u -> {
          json.writeStartObject();
          json.writeNumberProperty("line", u.line());
          json.writeStringProperty("reason", whole(u.reason()));
          json.writeEndObject();
        });
    json.writeObjectPropertyStart("skippedRecords");
    for (Map.Entry<String, Long> skipped : source.skipped().entrySet()) {
      json.writeNumberProperty(whole(skipped.getKey()), skipped.getValue());
    }
    json.writeEndObject();
    list("notes", source.notes(), note -> json.writeString(whole(note)));
    json.writeEndObject();
  }

  private void container(Triage.Seen seen, Matching.Match match) {
    json.writeStartObject();
    text("cluster", seen.cluster());
    text("namespace", seen.namespace());
    text("workload", match.workload() == null ? null : match.workload().name());
    text("pod", seen.pod());
    text("container", match.container());
    text("containerId", seen.containerId());
    text("digest", match.digest() == null ? null : match.digest().value());
    text("baseline", match.profile() == null ? null : match.profile().name());
    json.writeStringProperty("rule", lower(match.rule()));
    json.writeEndObject();
  }

  private void finding(Finding finding) {
    json.writeStartObject();
    new FindingJson(new JsonDocument(json), evidence, accepted).write(finding);
    json.writeEndObject();
  }

  static @Nullable String time(@Nullable Long nanos) {
    return nanos == null ? null : TimeText.rfc3339(nanos, 9);
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private void text(String name, @Nullable String value) {
    if (value == null) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, whole(value));
    }
  }

  private static String whole(String text) {
    return JsonDocument.whole(text);
  }

  private interface Each<T> {
    void write(T item);
  }

  private <T> void list(String name, List<T> items, Each<T> each) {
    json.writeArrayPropertyStart(name);
    items.forEach(each::write);
    json.writeEndArray();
  }
}
