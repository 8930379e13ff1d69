package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records whose times lost their zone on the way: what was written is kept, and no moment made up.
 */
class TimesWithoutZoneTest {
  private static final Pattern ZONED =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})");

  @ParameterizedTest
  @ValueSource(strings = {"tetragon", "audit", "hubble", "inspektor-gadget"})
  void everyReaderKeepsTheTextAndNoMoment(String name) throws IOException {
    Format format =
        ReaderGoldenTest.formats().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    List<JsonNode> records = ReaderGoldenTest.fixture(format);
    List<JsonNode> cut = new ArrayList<>();
    for (JsonNode record : records) {
      JsonNode copy = record.deepCopy();
      cutZones(copy);
      cut.add(copy);
    }
    Map<Long, ObservedTime> before = times(Collected.of(format, records));
    Map<Long, ObservedTime> after = times(Collected.of(format, cut));
    int kept = 0;
    for (Map.Entry<Long, ObservedTime> each : before.entrySet()) {
      ObservedTime was = each.getValue();
      ObservedTime is = after.get(each.getKey());
      if (was != null && ZONED.matcher(was.original()).matches() && is != null) {
        if (is.isWithoutZone()) {
          kept++;
          assertThat(was.original()).startsWith(is.original());
        } else {
          assertThat(is.original())
              .as("told otherwise too")
              .matches("\\d+|.*(Z|[+-]\\d{2}:?\\d{2})");
        }
      }
    }
    assertThat(kept).isPositive();
  }

  private static Map<Long, ObservedTime> times(Collected read) {
    Map<Long, ObservedTime> times = new HashMap<>();
    for (Observation each : read.observations) {
      times.put(each.source().line(), each.time());
    }
    return times;
  }

  private static void cutZones(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("timestamp_raw"); // older versions have the text alone
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        if (value.isString() && ZONED.matcher(value.asString()).matches()) {
          object.put(name, value.asString().replaceFirst("(Z|[+-]\\d{2}:?\\d{2})$", ""));
        }
        cutZones(value);
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(TimesWithoutZoneTest::cutZones);
    }
  }
}
