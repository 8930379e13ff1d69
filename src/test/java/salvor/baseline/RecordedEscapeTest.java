package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salvor.evidence.Kind;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.tetragon.TetragonFormat;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/**
 * The attack on elasticsearch that Tetragon recorded in 2022 (cilium/tetragon's book, Apache-2.0):
 * a shell, the keystore read by cat, a reverse shell by nc.
 */
class RecordedEscapeTest {
  private static final Path CHAIN =
      Path.of("..", "shared", "data", "tetragon", "03_chapter", "00_process_lifecycle");
  private static final Trait.Exec SERVER =
      new Trait.Exec("/usr/share/elasticsearch/jdk/bin/java", null, null, null, null, null);

  @BeforeEach
  void onlyBesideTheData() {
    assumeTrue(Files.isDirectory(CHAIN), "no public recordings beside the project: " + CHAIN);
  }

  @Test
  void theWholeChainIsOutOfABaselineWithoutIt() throws Exception {
    Observations seen = chain();
    Verdicts verdicts = judge(seen, List.of(SERVER));
    Set<String> programs = new TreeSet<>();
    int done = 0;
    for (int row = 0; row < seen.size(); row++) {
      // that a connection or a process ended is no act
      if (seen.kind(row) != Kind.PROCESS_ENDED && seen.kind(row) != Kind.KERNEL_ACTION) {
        assertThat(verdicts.verdict(row))
            .as("%s by %s", seen.get(row).activity(), seen.get(row).process())
            .isEqualTo(Verdict.OUT);
        done++;
      }
      if (seen.kind(row) == Kind.PROCESS_STARTED) {
        programs.add(Program.base(String.valueOf(seen.get(row).process().executable())));
      }
    }
    assertThat(programs).containsExactly("cat", "nc", "sh");
    assertThat(done).isEqualTo(5);
  }

  @Test
  void whatABaselineKnowsOfItIsIn() throws Exception {
    Observations seen = chain();
    List<Trait> known =
        Stream.of("sh", "bash", "cat", "nc")
            .<Trait>map(name -> new Trait.Exec("/usr/bin/" + name, null, null, null, null, null))
            .toList();
    Verdicts verdicts = judge(seen, known);
    int in = 0;
    for (int row = 0; row < seen.size(); row++) {
      in += seen.kind(row) == Kind.PROCESS_STARTED && verdicts.verdict(row) == Verdict.IN ? 1 : 0;
    }
    assertThat(in).isPositive();
  }

  private static Observations chain() throws Exception {
    return new Import(List.of(new TetragonFormat()), Limits.ORDINARY)
        .read(List.of(CHAIN), Progress.NONE)
        .evidence()
        .observations();
  }

  private static Verdicts judge(Observations seen, List<Trait> known) {
    Observation first = seen.get(0);
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      states.put(facet, FacetState.STABLE);
    }
    Matching.Match at = new Judge(List.of(), Inventory.EMPTY).matching().match(first.location());
    Profile profile =
        new Profile(
            "elasticsearch",
            new Profile.Key(
                first.location().namespace(),
                null,
                at.workload() == null ? null : at.workload().name(),
                first.location().container(),
                first.location().digest()),
            states,
            known.stream().map(Element::of).toList(),
            List.of(),
            List.of(),
            "salvor");
    return new Judge(List.of(profile), Inventory.EMPTY).judge(seen, Progress.NONE);
  }
}
