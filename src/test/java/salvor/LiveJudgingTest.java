package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Progress;
import salvor.live.Board;
import salvor.live.LiveJudging;
import salvor.live.PodVerdict;
import salvor.live.Recorder;

class LiveJudgingTest {
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");
  private static final int BENIGN = 4500;

  /** The first line of the response. */
  private static final int RESPONSE = 6746;

  @TempDir Path folder;

  private static List<byte[]> lines() throws Exception {
    List<byte[]> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(SAMPLE.resolve("evidence/falco.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        lines.add(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return lines.subList(0, RESPONSE);
  }

  private static LiveJudging judging(long tail) {
    return new LiveJudging(
        Salvor.reader(), Salvor::judge, List.of(SAMPLE.resolve("baseline.json")), tail);
  }

  private static List<Path> objects() {
    return List.of(
        SAMPLE.resolve("evidence/k8s/pods-before.json.gz"),
        SAMPLE.resolve("evidence/k8s/objects-before.json.gz"));
  }

  @Test
  void aPodTurnsOutWhenItsLineArrives() throws Exception {
    List<byte[]> lines = lines();
    LiveJudging judging = judging(LiveJudging.ORDINARY_TAIL);
    try (Recorder recorder = new Recorder(folder, InstantSource.system(), 1 << 20)) {
      for (byte[] line : lines.subList(0, BENIGN)) {
        recorder.line(line);
      }
      Board before = judging.judge(objects(), recorder.segments(), Progress.NONE).board();
      assertThat(before.lines()).isEqualTo(BENIGN);
      for (byte[] line : lines.subList(BENIGN, lines.size())) {
        recorder.line(line);
      }
      LiveJudging.Round after = judging.judge(objects(), recorder.segments(), Progress.NONE);
      assertThat(after.whole()).isTrue();
      assertThat(after.board().lines()).isEqualTo(lines.size());
      PodVerdict victim = after.board().of("shop", "web-5468d8c4df-8ppl7").orElseThrow();
      assertThat(before.of("shop", "web-5468d8c4df-8ppl7").orElseThrow().out()).isZero();
      assertThat(victim.out()).isPositive();
      assertThat(after.board().of("shop", "pay-75d8fd44df-klqbd").orElseThrow().out()).isPositive();
      assertThat(after.board().of("shop", "web-5468d8c4df-79mhf").orElseThrow().out()).isZero();
    }
  }

  @Test
  void filesBeforeTheTailKeepTheirCounts() throws Exception {
    List<byte[]> lines = lines();
    LiveJudging judging = judging(2 << 20);
    try (Recorder recorder = new Recorder(folder, InstantSource.system(), 1 << 20)) {
      LiveJudging.Round round = null;
      int at = 0;
      for (byte[] line : lines) {
        recorder.line(line);
        if (++at % 400 == 0 || at == lines.size()) {
          round = judging.judge(objects(), recorder.segments(), Progress.NONE);
        }
      }
      assertThat(round).isNotNull();
      assertThat(round.whole()).isFalse();
      assertThat(round.board().lines()).isEqualTo(lines.size());
      assertThat(round.board().of("shop", "web-5468d8c4df-8ppl7").orElseThrow().out()).isPositive();
      LiveJudging.Judged judged = java.util.Objects.requireNonNull(round.judged());
      assertThat(judged.beyond()).isPositive();
      assertThat(judged.beyond() + judged.evidence().observations().size())
          .isEqualTo(round.board().judged());
    }
  }
}
