package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.Permission;
import salvor.cluster.UnaskedCluster;
import salvor.containment.ProbeTarget.Role;
import salvor.jobs.Progress;

/** In which rounds a pod is looked into, where a toolbox tells what is written here. */
class PodInspectionTest {
  private static final ChosenPod POD = new ChosenPod("shop", "web", "u1");
  private static final ProbeTarget API =
      new ProbeTarget(Role.API_SERVER, "tcp:10.96.0.1:443", "default/kubernetes", false);
  private static final ProbeTarget DNS =
      new ProbeTarget(Role.CLUSTER_DNS, "tcp:10.96.0.10:53", "kube-system/kube-dns", false);
  private static final Instant T0 = Instant.parse("2026-11-28T10:00:00Z");

  private final Deque<String> rounds = new ArrayDeque<>();
  private final List<List<String>> run = new ArrayList<>();
  private Instant now = T0;

  /** Tells one round after the other; the last for good. */
  private final class Told extends UnaskedCluster {
    @Override
    public Exec exec(ExecRequest request, Permission permission) {
      run.add(request.argv());
      now = now.plusSeconds(4); // the third probe is past the limit of ten seconds
      String out = "";
      if (request.argv().get(1).equals("probe")) {
        String round = rounds.size() > 1 ? rounds.remove() : rounds.element();
        String[] said = round.split("/");
        out = line(API, said[0]) + (said.length > 1 ? line(DNS, said[1]) : "");
      }
      return new Output(out.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String line(ProbeTarget target, String outcome) {
    return "{\"target\":\"%s\",\"outcome\":\"%s\",\"errno\":null,\"ms\":1}\n"
        .formatted(target.word(), outcome);
  }

  private static final class Output implements Exec {
    private byte @Nullable [] left;

    Output(byte[] bytes) {
      left = bytes;
    }

    @Override
    public @Nullable Piece next(Duration silence) {
      byte[] bytes = left;
      left = null;
      return bytes == null || bytes.length == 0 ? null : new Piece(Channel.OUT, bytes);
    }

    @Override
    public void input(byte[] bytes) {}

    @Override
    public End end() {
      return new End.Exited(0);
    }

    @Override
    public void close() {}
  }

  private PodInspection inspection() {
    return new PodInspection(
        new Told(),
        () -> {},
        new Vantage(POD, "salvor-1"),
        PodInspection.Pace.USUAL,
        () -> now,
        (_, _) -> {});
  }

  private Verification after(String... told) throws Exception {
    rounds.addAll(Arrays.asList(told));
    PodInspection.Before before =
        new PodInspection.Before(
            POD,
            List.of(API, DNS),
            new ProbeRound(
                T0,
                T0,
                Duration.ofMillis(700),
                ToolboxLines.answers(line(API, "connected") + line(DNS, "connected")).read()),
            new SocketTable(T0, List.of(), true));
    return inspection().after(List.of(API, DNS), before, Set.of(), Progress.NONE).judge();
  }

  @ParameterizedTest
  @CsvSource({
    "timeout/timeout, VERIFIED",
    "connected/connected, NOT_ENFORCED",
    "connected/timeout, PARTIAL",
    "timeout, NOT_PROVED", // of the other target nothing is told
    "timeout/error, NOT_PROVED",
  })
  void whatIsToldRoundByRound(String round, Verification.Result result) throws Exception {
    assertThat(after(round).result()).isEqualTo(result);
  }

  @Test
  void oneQuietRoundAtTheEndOfTheTimeIsNotTwiceInARow() throws Exception {
    String passes = "connected/connected";
    Verification seen = after(passes, passes, passes, "timeout/timeout", passes);
    assertThat(seen.result()).isEqualTo(Verification.Result.NOT_ENFORCED);
  }

  @Test
  void itIsContainedSinceTheFirstOfTwoQuietRoundsAlsoWhenTheTimeIsUp() throws Exception {
    String passes = "connected/connected";
    Verification seen = after(passes, passes, passes, "timeout/timeout");
    assertThat(seen.result()).isEqualTo(Verification.Result.VERIFIED);
    long probes = run.stream().filter(argv -> argv.get(1).equals("probe")).count();
    assertThat(probes).as("two in which nothing passes, after those in which it does").isEqualTo(5);
    Instant since = java.util.Objects.requireNonNull(seen.since());
    assertThat(since).isAfter(T0.plusSeconds(12));
  }

  @Test
  void manyConnectionsAreEndedByAsManyCommandLinesAsTheyNeed() throws Exception {
    rounds.add("timeout");
    List<PodSocket> many = new ArrayList<>();
    for (int i = 0; i < 1_201; i++) {
      many.add(
          new PodSocket(
              "tcp", "10.1.0.2:80", "10.9.0.1:" + (1000 + i), "ESTABLISHED", i, 0L, 0L, 0L, 0L));
    }
    assertThat(inspection().end(many, Progress.NONE)).isEmpty();
    assertThat(run).extracting(List::size).containsExactly(502, 502, 203);
  }
}
