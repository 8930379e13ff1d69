package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.evidence.Evidence;
import salvor.jobs.Progress;
import salvor.timeline.AnchorKind;
import salvor.timeline.DetectedOffset;
import salvor.timeline.DetectedOffsets;
import salvor.timeline.OffsetVerdict;

/** The recorded web shell with the times of one source moved by an amount that is known. */
class OffsetsOfSamplesTest {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell/evidence");
  private static final Path RECORDING = Path.of("../shared/recordings/webshell");
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path dir;

  private static DetectedOffset offset(List<Path> paths, AnchorKind kind) throws Exception {
    Evidence evidence = Salvor.reader().read(paths, Progress.NONE).evidence();
    BitSet all = new BitSet();
    all.set(0, evidence.observations().size());
    return DetectedOffsets.of(evidence, all, Progress.NONE).stream()
        .filter(o -> o.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void asRecordedTheClocksAgree() throws Exception {
    for (AnchorKind kind : AnchorKind.values()) {
      DetectedOffset offset = offset(List.of(SAMPLE), kind);
      assertThat(offset.verdict()).as(kind.name()).isEqualTo(OffsetVerdict.AGREE);
    }
    DetectedOffset execs = offset(List.of(SAMPLE), AnchorKind.EXEC);
    assertThat(execs.anchors()).as("each exec of the operator").hasSize(11);
    assertThat(execs.offset()).isBetween(0L, SECOND / 10);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3 * 3600, -90, -2, 2, 45, 61, 5 * 3600 + 1800})
  void aSensorWhoseClockIsWrongIsFound(long seconds) throws Exception {
    Path falco = MovedClock.copy(dir, SAMPLE.resolve("falco.jsonl.gz"), seconds * SECOND);
    isFound(seconds, offset(List.of(falco, SAMPLE.resolve("k8s")), AnchorKind.EXEC));
    DetectedOffset starts =
        offset(List.of(falco, SAMPLE.resolve("k8s")), AnchorKind.CONTAINER_START);
    assertThat(starts.from()).isLessThanOrEqualTo(seconds * SECOND);
    assertThat(starts.to()).isGreaterThanOrEqualTo(seconds * SECOND);
  }

  @Test
  void anApiServerWhoseClockIsWrongIsFoundByBothNodes() throws Exception {
    Path audit = MovedClock.copy(dir, SAMPLE.resolve("k8s/audit.jsonl.gz"), 75 * SECOND);
    List<Path> paths =
        List.of(audit, SAMPLE.resolve("falco.jsonl.gz"), SAMPLE.resolve("k8s/pods-after.json.gz"));
    isFound(-75, offset(paths, AnchorKind.EXEC));
    isFound(75, offset(paths, AnchorKind.KUBELET_EVENT));
    assertThat(offset(paths, AnchorKind.CONTAINER_START).verdict()).isEqualTo(OffsetVerdict.AGREE);
  }

  @Test
  void theWholeRecordingTellsAMovedClockToo() throws Exception {
    assumeTrue(Files.exists(RECORDING), RECORDING + " is not there");
    Path falco = MovedClock.copy(dir, RECORDING.resolve("falco.jsonl.gz"), 90 * SECOND);
    isFound(90, offset(List.of(falco, RECORDING.resolve("k8s")), AnchorKind.EXEC));
  }

  private static void isFound(long seconds, DetectedOffset offset) {
    assertThat(offset.verdict())
        .isEqualTo(Math.abs(seconds) > 60 ? OffsetVerdict.FAR_APART : OffsetVerdict.APART);
    assertThat(offset.from()).isLessThanOrEqualTo(seconds * SECOND);
    assertThat(offset.to()).isGreaterThanOrEqualTo(seconds * SECOND);
    assertThat(offset.offset()).isBetween(seconds * SECOND, seconds * SECOND + SECOND / 10);
  }
}
