package salvor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

  @Test
  void aFileThatGrewIsJudgedAgainHoweverMuchCameAfterIt() throws Exception {
    List<byte[]> lines = lines();
    LiveJudging judging = judging(1 << 20);
    try (Recorder grows = new Recorder(folder.resolve("a"), InstantSource.system());
        Recorder other = new Recorder(folder.resolve("b"), InstantSource.system())) {
      for (byte[] line : lines.subList(BENIGN - 10, BENIGN)) {
        grows.line(line);
      }
      judging.judge(objects(), both(grows, other), Progress.NONE);
      for (byte[] line : lines.subList(BENIGN, lines.size())) {
        grows.line(line);
      }
      Files.setLastModifiedTime(
          grows.segments().getFirst().file(), FileTime.fromMillis(0)); // clocks go back as well
      for (byte[] line : lines.subList(0, 1000)) {
        other.line(line);
      }
      LiveJudging.Round round = null;
      for (int i = 0; i < 4 && (round == null || round.waiting() > 0); i++) {
        round = judging.judge(objects(), both(grows, other), Progress.NONE);
      }
      assertThat(round).isNotNull();
      assertThat(round.board().lines()).isEqualTo(lines.size() - BENIGN + 10 + 1000);
      assertThat(round.board().of("shop", "web-5468d8c4df-8ppl7").orElseThrow().out()).isPositive();
    }
  }

  @Test
  void whatIsOutOfProfileStaysKnownHoweverMuchComesAfterIt() throws Exception {
    List<byte[]> lines = lines();
    List<byte[]> later = lines.subList(0, 3000);
    LiveJudging narrow = judging(2 << 20);
    LiveJudging.Round round = null;
    try (Recorder recorder = new Recorder(folder, InstantSource.system(), 1 << 18)) {
      for (byte[] line : lines.subList(3000, lines.size())) {
        recorder.line(line);
      }
      while (round == null || round.waiting() > 0) {
        round = narrow.judge(objects(), recorder.segments(), Progress.NONE);
      }
      int at = 0;
      for (byte[] line : later) {
        recorder.line(line);
        if (++at % 300 == 0) {
          round = narrow.judge(objects(), recorder.segments(), Progress.NONE);
        }
      }
      LiveJudging.Round all =
          judging(LiveJudging.ORDINARY_TAIL).judge(objects(), recorder.segments(), Progress.NONE);
      for (String pod : List.of("web-5468d8c4df-8ppl7", "pay-75d8fd44df-klqbd")) {
        assertThat(round.board().of("shop", pod).orElseThrow().out())
            .isEqualTo(all.board().of("shop", pod).orElseThrow().out());
      }
      assertThat(round.board().lines()).isEqualTo(all.board().lines());
      assertThat(round.findings()).isNotEmpty();
    }
  }

  @Test
  void whatDoesNotFitIntoARoundWaitsForTheNextAndIsTold() throws Exception {
    List<byte[]> lines = lines();
    LiveJudging judging = judging(3 << 20);
    try (Recorder recorder = new Recorder(folder, InstantSource.system(), 1 << 20)) {
      for (byte[] line : lines) {
        recorder.line(line);
      }
      LiveJudging.Round first = judging.judge(objects(), recorder.segments(), Progress.NONE);
      assertThat(first.waiting()).isPositive();
      assertThat(first.board().lines()).isBetween(1L, lines.size() - 1L);
      LiveJudging.Round next = first;
      for (int i = 0; i < recorder.segments().size(); i++) {
        next = judging.judge(objects(), recorder.segments(), Progress.NONE);
      }
      assertThat(next.waiting()).isZero();
      assertThat(next.board().lines()).isEqualTo(lines.size());
    }
  }

  @Test
  void otherBaselinesJudgeAllAnewAndWhatWasOutCountsUntilItWas() throws Exception {
    List<byte[]> lines = lines();
    LiveJudging judging = new LiveJudging(Salvor.reader(), Salvor::judge, List.of(), 3 << 20);
    try (Recorder recorder = new Recorder(folder, InstantSource.system(), 1 << 20)) {
      for (byte[] line : lines) {
        recorder.line(line);
      }
      Board without = judgedAll(judging, recorder).board();
      String victim = "web-5468d8c4df-8ppl7";
      assertThat(without.of("shop", victim).orElseThrow().in()).isZero();
      assertThat(without.of("shop", victim).orElseThrow().out()).isPositive();
      judging.judgeBy(List.of(SAMPLE.resolve("baseline.json")));
      LiveJudging.Round first = judging.judge(objects(), recorder.segments(), Progress.NONE);
      assertThat(first.waiting()).isPositive();
      assertThat(first.board().of("shop", victim).orElseThrow().out())
          .isGreaterThanOrEqualTo(without.of("shop", victim).orElseThrow().out());
      Board by = judgedAll(judging, recorder).board();
      assertThat(by.lines()).isEqualTo(lines.size());
      assertThat(by.of("shop", victim).orElseThrow().in()).isPositive();
      assertThat(by.of("shop", victim).orElseThrow().out())
          .isGreaterThan(without.of("shop", victim).orElseThrow().out());
      assertThat(by.of("shop", "web-5468d8c4df-79mhf").orElseThrow().unknown())
          .isLessThan(without.of("shop", "web-5468d8c4df-79mhf").orElseThrow().unknown());
    }
  }

  private static LiveJudging.Round judgedAll(LiveJudging judging, Recorder recorder)
      throws Exception {
    LiveJudging.Round round;
    do {
      round = judging.judge(objects(), recorder.segments(), Progress.NONE);
    } while (round.waiting() > 0);
    return round;
  }

  private static List<Recorder.Segment> both(Recorder one, Recorder other) {
    List<Recorder.Segment> all = new ArrayList<>(one.segments());
    all.addAll(other.segments());
    return all;
  }
}
