package salvor.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.baseline.Judge;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.workload.ImageContents;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Remedy;
import salvor.workload.ImageReport.Secret;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Software;
import salvor.workload.ImageReport.Vulnerability;
import salvor.workload.Inventory;

/** Whatever a scan says, it stays text. */
class HostileScanTest {
  private static Evidence evidence(String text) {
    ImageReport report =
        new ImageReport(
            Origin.CYCLONEDX,
            text,
            Long.MAX_VALUE,
            7,
            0,
            List.of(),
            List.of(text),
            text,
            text,
            true,
            true,
            List.of(new Software(text, text, text, "pkg:apk/" + text, text)),
            List.of(
                new Vulnerability(
                    text,
                    List.of(text),
                    text,
                    text,
                    List.of(text),
                    Remedy.FIXED,
                    Severity.HIGH,
                    75,
                    text,
                    text,
                    text,
                    true,
                    text,
                    text)),
            List.of(new Secret(text, text, 1, Severity.LOW)));
    ImageContents contents =
        new ImageContents(
            List.of(),
            List.of(text),
            text,
            ImageContents.Origin.SYFT,
            true,
            ImageContents.Settings.NONE,
            List.of(new ImageContents.File("/" + text + "/sh", 04755, 1, false)),
            Map.of());
    return new Evidence(
        List.of(),
        Observations.of(List.of()),
        new Inventory(
            List.of(), List.of(), Map.of(), List.of(contents), List.of(report), List.of()));
  }

  private static String text(String text) {
    StringWriter out = new StringWriter();
    Evidence evidence = evidence(text);
    images(evidence).text(new PrintWriter(out), false);
    new ImageContentsReport(evidence).text(new PrintWriter(out));
    return out.toString();
  }

  private static ImagesReport images(Evidence evidence) {
    Judge judge = new Judge(List.of(), evidence.inventory());
    return ImagesReport.of(
        new Overview(
            evidence,
            judge.matching(),
            judge.judge(evidence.observations(), Progress.NONE),
            new BitSet(),
            null));
  }

  @ParameterizedTest
  @MethodSource("salvor.report.HostileTextTest#texts")
  void noScanSteersTheTerminal(String text) {
    String said = text(text);
    assertThat(said).contains("1 high");
    assertThat(said.codePoints().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    assertThat(said.lines().count())
        .as("no text makes a line of its own")
        .isLessThanOrEqualTo(text("plain").lines().count());
  }

  @ParameterizedTest
  @MethodSource("salvor.report.HostileTextTest#texts")
  void theDocumentsAreWhatTheirSchemasSay(String text) throws Exception {
    Evidence evidence = evidence(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    images(evidence).json(out);
    assertValid(ImagesReport.schema(), out);
    out.reset();
    new ImageContentsReport(evidence).json(out);
    assertValid(ImageContentsReport.schema(), out);
  }

  private static void assertValid(String schema, ByteArrayOutputStream document) {
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(document.toString(StandardCharsets.UTF_8), InputFormat.JSON))
        .isEmpty();
  }
}
