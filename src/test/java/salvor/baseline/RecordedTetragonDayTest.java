package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A responder's day with Tetragon alone: learned from what it exported before the attack, judged on
 * all of it. The export is made from our recordings, see {@link TetragonDay}.
 */
class RecordedTetragonDayTest {
  @TempDir private Path temporary;

  private Recording day(String name, String... others) throws Exception {
    return TetragonDay.recording(temporary, name, others);
  }

  /** From all before the attack. */
  private static List<Profile> learned(Recording recording) {
    return recording.learn(Learning.until(attack(recording)));
  }

  private static long attack(Recording recording) {
    return Objects.requireNonNull(recording.borders().get("attack"));
  }

  @Test
  void theWebShellIsFoundWithTetragonAndTheAuditLog() throws Exception {
    Recording recording = day("webshell", TetragonDay.CLUSTER);
    RecordedProof proof = RecordedProof.of(recording, learned(recording), attack(recording));
    assertThat(proof.wrong).as("out of profile without an attacker").isEmpty();
    assertThat(proof.missed)
        .as("of the attack only what no baseline speaks of is not out of profile")
        .singleElement()
        .asString()
        .contains("memfd_create");
    for (String facet : List.of("programs", "network", "files", "API requests")) {
      RecordedProof.Score score = Objects.requireNonNull(proof.facets.get(facet));
      assertThat(score.found).as(facet).isEqualTo(score.attack).isPositive();
      assertThat(score.responderOut).as(facet + " of the responder").isZero();
    }
    assertThat(Objects.requireNonNull(proof.facets.get("programs")).attack).isEqualTo(87);
    assertThat(Objects.requireNonNull(proof.facets.get("network")).attack).isEqualTo(52);
  }

  /** Without the cluster's own records a hook cannot be told from somebody's exec. */
  @Test
  void withTetragonAloneOnlyTheHookOfTheRollOutIsTakenForSomebodys() throws Exception {
    Recording recording = day("webshell");
    RecordedProof proof = RecordedProof.of(recording, learned(recording), attack(recording));
    assertThat(proof.missed).singleElement().asString().contains("memfd_create");
    assertThat(proof.wrong)
        .hasSize(3)
        .allMatch(w -> w.contains("web-5468d8c4df-79mhf"))
        .anyMatch(w -> w.contains("sh\0-c\0sleep 3"))
        .anyMatch(w -> w.contains("/usr/bin/sleep\0003"))
        .anyMatch(w -> w.contains("FileDeleted[path=/run/nginx.pid]"));
  }

  /** The pods of one day ran before the sensor, those of the other start under its eyes. */
  @Test
  void anotherDayWithoutAnAttackIsInProfile() throws Exception {
    Recording webshell = day("webshell", TetragonDay.CLUSTER);
    Recording clean = day("clean", TetragonDay.CLUSTER);
    RecordedProof proof = RecordedProof.of(clean, learned(webshell), Long.MIN_VALUE);
    assertThat(proof.wrong).isEmpty();
    assertThat(proof.rows()).isGreaterThan(3_500);
    proof.facets.values().forEach(score -> assertThat(score.responderOut).isZero());
  }

  @Test
  void aBaselineSaysOfTheDayWhatWasReallyWatched() throws Exception {
    Recording recording = day("webshell", TetragonDay.CLUSTER);
    Profile web = of(learned(recording), "web");
    assertThat(web.units()).hasSize(2);
    assertThat(Watching.of(web, Facet.EXEC).seconds()).isBetween(360L, 370L);
    assertThat(Completeness.of(web, Facet.NETWORK).coverage()).isEmpty();
    assertThat(web.elements()).noneMatch(e -> e.phases().contains(Phase.START));
    assertThat(web.elements())
        .extracting(e -> String.valueOf(e.trait()))
        .anyMatch(t -> t.contains("-c {/app/export.sh <word>}"));
  }

  /** Two pods before a roll-out and two after it are enough to tell. */
  @Test
  void fourPodsTellHowCompleteTheirProgramsAreAndTwoDoNot() throws Exception {
    List<Profile> learned = day("clean", TetragonDay.CLUSTER).learn(Learning.ALL);
    Profile web = of(learned, "web");
    assertThat(web.units()).hasSize(4);
    assertThat(Completeness.of(web, Facet.EXEC).coverage().orElseThrow()).isGreaterThan(0.95);
    assertThat(web.state(Facet.EXEC)).isEqualTo(FacetState.STABLE);
    assertThat(web.elements())
        .as("what an operator executed is not learned")
        .noneMatch(e -> String.valueOf(e.trait()).contains("/usr/bin/ps"));
    assertThat(Completeness.of(of(learned, "cache"), Facet.NETWORK).coverage()).isEmpty();
  }

  private static Profile of(List<Profile> learned, String workload) {
    return learned.stream()
        .filter(p -> workload.equals(p.key().workload()))
        .findFirst()
        .orElseThrow();
  }
}
