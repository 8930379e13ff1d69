package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salvor.baseline.Given;
import salvor.baseline.Judge;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Observations;
import salvor.evidence.Source;
import salvor.jobs.Progress;
import salvor.triage.Findings;
import salvor.triage.MissingEvidence;

/** The packets of a recorded incident, and the cluster's objects, with no other sensor. */
class CapturedAttackTest {
  private static final Path RECORDINGS = Path.of("../shared/recordings");
  private static final long ATTACK = 1_795_409_026_535_000_000L;

  private static Given read(String recording) throws Exception {
    Path folder = RECORDINGS.resolve(recording);
    assumeTrue(Files.exists(folder), folder + " is not there");
    List<Path> paths = new ArrayList<>();
    for (String name :
        new String[] {
          "net/node1-cni0.pcap.gz", "net/node2-cni0.pcap.gz", "k8s/objects-before.json",
          "k8s/objects-after.json", "k8s/pods-before.json", "k8s/pods-after.json"
        }) {
      paths.add(folder.resolve(name));
    }
    return Salvor.reader().read(paths, Progress.NONE);
  }

  @Test
  void isOutOfProfileAndNothingElseIs() throws Exception {
    Given given = read("webshell");
    Observations all = given.evidence().observations();
    Given learned =
        new Given(
            given.evidence(),
            Learner.learn(
                all,
                given.evidence().inventory(),
                given.evidence().sources(),
                Learning.until(ATTACK),
                Progress.NONE));
    Verdicts verdicts = Salvor.judge(learned, null, Progress.NONE);

    Set<String> peers = new TreeSet<>();
    int out = 0;
    for (int row = 0; row < all.size(); row++) {
      if (verdicts.judgement(row).verdict() == Verdict.OUT) {
        out++;
        assertThat(all.time(row)).as(all.get(row).toString()).isGreaterThan(ATTACK);
        if (all.get(row).activity() instanceof Activity.ConnectionOpened opened) {
          peers.add(opened.remote().address() + ":" + opened.remote().port());
        }
      }
    }
    assertThat(out).isEqualTo(49);
    assertThat(peers)
        .contains("203.0.113.66:80", "203.0.113.66:4444", "203.0.113.77:3333", "203.0.113.88:8080");
    assertThat(
            Findings.of(
                learned.evidence(),
                verdicts,
                new Judge(learned.baselines(), learned.evidence().inventory()).matching()))
        .as("a capture holds no alerts")
        .allMatch(finding -> finding.missing().contains(MissingEvidence.PROCESSES))
        .noneMatch(finding -> finding.missing().contains(MissingEvidence.TELEMETRY));
  }

  @Test
  void eachPacketOfAllRecordingsHasOneOutcome() throws Exception {
    for (String recording :
        List.of("clean", "webshell", "miner-policy-enforced", "miner-policy-not-enforced")) {
      Path folder = RECORDINGS.resolve(recording).resolve("net");
      assumeTrue(Files.exists(folder), folder + " is not there");
      for (Source source :
          Salvor.reader()
              .read(
                  List.of(
                      folder.resolve("node1-cni0.pcap.gz"), folder.resolve("node2-cni0.pcap.gz")),
                  Progress.NONE)
              .evidence()
              .sources()) {
        assertThat(source.format()).isEqualTo("pcap");
        assertThat(source.unreadableCount()).isZero();
        assertThat(source.notes())
            .anyMatch(n -> n.startsWith("%,d packets in ".formatted(source.lines())));
      }
    }
  }
}
