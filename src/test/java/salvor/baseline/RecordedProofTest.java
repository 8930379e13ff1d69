package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import salvor.workload.Location;

/** Holds {@link RecordedProof} to the aims, and the README to it. */
class RecordedProofTest {
  @Test
  void theRecordedIncidentsAreToldFromNormalLife() throws Exception {
    Map<String, RecordedProof> all = RecordedProof.all();
    List<String> table = new ArrayList<>();
    all.forEach((incident, proof) -> table.addAll(proof.lines(incident)));
    table.forEach(System.out::println);
    all.forEach((incident, proof) -> {
      assertThat(proof.wrong).as(incident + ": out of profile without an attacker").isEmpty();
      assertThat(proof.missed)
          .as(incident + ": what the attacker started, talked to and asked for, not found")
          .noneMatch(m ->
              m.startsWith("programs")
                  || m.startsWith("network")
                  || m.startsWith("API")
                  || m.startsWith("alerts: programs")
                  || m.startsWith("alerts: network"));
      proof.facets.forEach((facet, score) ->
          assertThat(score.responderOut)
              .as(incident + ", " + facet + ": the responder's")
              .isZero());
    });
    assertThat(all.get("webshell").facets.get("programs").attack).isEqualTo(88);
    assertThat(all.get("webshell").facets.get("network").attack).isEqualTo(58);
    assertThat(all.get("clean, learned from webshell").rows()).isGreaterThan(3_500);
    assertThat(Files.readString(Path.of("README.md"))).contains(table);
  }

  @Test
  void theHotfixOfAnotherDigestIsNeitherOutNorIn() throws Exception {
    Recording recording = Recording.read("webshell");
    List<Profile> learned =
        recording.learn(Learning.until(Objects.requireNonNull(recording.borders().get("attack"))));
    Verdicts verdicts = recording.judge(learned);
    Map<Verdict, Integer> counted = new EnumMap<>(Verdict.class);
    int stale = 0;
    for (int row = 0; row < recording.observations().size(); row++) {
      Location at = recording.observations().location(recording.observations().locationId(row));
      boolean known = learned.stream().anyMatch(p -> Objects.equals(p.key().digest(), at.digest()));
      if (at.digest() != null && !known && "web".equals(at.container())) {
        counted.merge(verdicts.verdict(row), 1, Integer::sum);
        stale += verdicts.judgement(row).reason() == Reason.FACET_STALE ? 1 : 0;
      }
    }
    assertThat(counted)
        .as("of which stale: %d", stale)
        .containsOnlyKeys(Verdict.UNKNOWN, Verdict.EXPLAINED);
    assertThat(stale).isGreaterThan(30);
  }
}
