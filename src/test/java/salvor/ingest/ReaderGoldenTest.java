package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.ingest.audit.AuditFormat;
import salvor.ingest.gadget.GadgetFormat;
import salvor.ingest.hubble.HubbleFormat;
import salvor.ingest.kubearmor.KubeArmorEvents;
import salvor.ingest.kubescape.KubescapeAlerts;
import salvor.ingest.objects.ObjectsFormat;
import salvor.ingest.recorded.RecordedFormat;
import salvor.ingest.suricata.SuricataFormat;
import salvor.ingest.sysmon.SysmonJson;
import salvor.ingest.table.TableJson;
import salvor.ingest.tetragon.TetragonFormat;
import salvor.ingest.tracee.TraceeFormat;
import salvor.ingest.zeek.ZeekJson;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every generation of every format, one record a line, and beside it what is to be read out of it.
 * After a wanted change run with {@code -Dgolden.write=true}, look at the difference, and commit
 * it.
 */
class ReaderGoldenTest {
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  static final Path FOLDER = Path.of("src/test/resources/readers");

  static Stream<Format> formats() {
    return Stream.of(
        new TetragonFormat(),
        new AuditFormat(),
        new HubbleFormat(),
        new GadgetFormat(),
        new TraceeFormat(),
        new KubescapeAlerts(),
        new KubeArmorEvents(),
        new RecordedFormat(),
        new SysmonJson(),
        new SuricataFormat(),
        new ZeekJson(),
        new TableJson(LineGoldenTest.TIMESKETCH),
        new ObjectsFormat());
  }

  static List<JsonNode> fixture(Format format) throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve(format.name() + ".jsonl"))) {
      return lines.map(JSON::readTree).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void readsEveryGenerationAsExpected(Format format) throws IOException {
    List<JsonNode> records = fixture(format);
    Collected read = Collected.of(format, records);
    String rendered = Rendering.of(read);
    Path expected = FOLDER.resolve(format.name() + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, rendered);
    }

    assertThat(read.records).as("recognised").isEqualTo(records.size());
    assertThat(read.outcomes())
        .as("outcomes; a list or a change has as many as it tells of")
        .isGreaterThanOrEqualTo(records.size());
    assertThat(rendered).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void recognisesNoOtherFormatsRecords(Format format) throws IOException {
    for (Format other : formats().toList()) {
      if (!other.name().equals(format.name())) {
        assertThat(fixture(other)).as(other.name()).noneMatch(format::recognises);
      }
    }
  }
}
