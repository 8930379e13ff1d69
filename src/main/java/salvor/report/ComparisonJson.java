package salvor.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.Judgement;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedBaseline;
import salvor.triage.ComparedRows;
import salvor.triage.Comparison;
import salvor.triage.Sighting;
import salvor.workload.ImageDigest;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** A comparison for machines; its schema is {@code comparison.schema.json} beside this class. */
public final class ComparisonJson {
  /** The version of the document's form. */
  public static final int VERSION = 1;

  private ComparisonJson() {}

  /** Writes the document, UTF-8, and leaves the stream open. */
  static void write(ComparisonReport report, OutputStream out) throws IOException {
    Comparison compared = report.compared();
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    try (ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        JsonGenerator json = new JsonFactory().createGenerator(pretty, buffer)) {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      json.writeBooleanProperty("differentImages", compared.ofDifferentImages());
      side(json, "a", compared.a());
      ComparedBaseline baseline = compared.baseline().orElse(null);
      if (baseline == null) {
        side(json, "b", compared.b());
        json.writeNullProperty("baseline");
      } else {
        json.writeNullProperty("b");
        baseline(json, baseline);
      }
      json.writeStringProperty("filter", report.filter() == null ? null : whole(report.filter()));
      json.writeNumberProperty("hidden", report.hidden());
      json.writeArrayPropertyStart("acts");
      report.acts().forEach(act -> act(json, act));
      json.writeEndArray();
      json.writeEndObject();
      json.flush();
      buffer.write('\n');
      out.write(buffer.toByteArray());
      out.flush();
    }
  }

  /** The published schema (JSON Schema 2020-12) as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("comparison.schema.json");
  }

  private static void side(JsonGenerator json, String name, ComparedRows side) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("lane", whole(String.valueOf(side.side().lane())));
    json.writeNumberProperty("events", side.all());
    json.writeNumberProperty("compared", side.compared());
    json.writeNumberProperty("outOfProfile", side.out());
    json.writeNumberProperty("untimed", side.untimed());
    json.writeArrayPropertyStart("images");
    side.images().stream().map(ImageDigest::value).forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("zeros");
    for (ComparedRows.Unit unit : side.units()) {
      json.writeStartObject();
      json.writeStringProperty("lane", whole(String.valueOf(unit.lane())));
      json.writeStringProperty("time", String.valueOf(TriageJson.time(unit.zero())));
      json.writeStringProperty("from", TriageJson.lower(unit.from()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void baseline(JsonGenerator json, ComparedBaseline baseline) {
    json.writeObjectPropertyStart("baseline");
    json.writeStringProperty("name", whole(baseline.profile().name()));
    json.writeStringProperty("origin", whole(baseline.profile().origin()));
    json.writeStringProperty("match", TriageJson.lower(baseline.rule()));
    json.writeNumberProperty("known", baseline.known());
    json.writeNumberProperty("done", baseline.met());
    json.writeObjectPropertyStart("facets");
    for (Facet facet : Facet.values()) {
      json.writeObjectPropertyStart(TriageJson.lower(facet));
      json.writeStringProperty("state", TriageJson.lower(baseline.state(facet)));
      json.writeBooleanProperty("recorded", baseline.recorded().contains(facet));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void expected(JsonGenerator json, ComparedAct.@Nullable Expected expected) {
    if (expected == null) {
      json.writeNullProperty("expected");
      return;
    }
    json.writeObjectPropertyStart("expected");
    json.writeStringProperty("answer", TriageJson.lower(expected.answer()));
    json.writeStringProperty("reason", expected.reason().name());
    json.writeNumberProperty("support", expected.support());
    json.writeEndObject();
  }

  private static void act(JsonGenerator json, ComparedAct act) {
    json.writeStartObject();
    json.writeStringProperty("presence", TriageJson.lower(act.presence()));
    json.writeStringProperty("kind", TriageJson.lower(act.kind()));
    json.writeStringProperty("act", whole(act.trait().text()));
    json.writeStringProperty("worst", TriageJson.lower(act.worst()));
    sighting(json, "a", act.a());
    sighting(json, "b", act.b());
    expected(json, act.expected());
    json.writeArrayPropertyStart("differences");
    for (Judgement.Difference difference : act.differences()) {
      json.writeStartObject();
      json.writeStringProperty("field", whole(difference.field()));
      json.writeStringProperty("other", whole(difference.expected()));
      json.writeStringProperty("observed", whole(difference.observed()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void sighting(JsonGenerator json, String name, @Nullable Sighting sighting) {
    if (sighting == null) {
      json.writeNullProperty(name);
      return;
    }
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("count", sighting.count());
    json.writeNumberProperty("outOfProfile", sighting.out());
    json.writeNumberProperty("firstNanos", sighting.firstOffset());
    json.writeEndObject();
  }

  private static String whole(String text) {
    return JsonDocument.whole(text);
  }
}
