package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Given;
import salvor.baseline.Profile;
import salvor.evidence.Source;
import salvor.ingest.kubearmor.KubeArmorFormat;
import salvor.ingest.networkpolicy.CiliumFormat;
import salvor.ingest.networkpolicy.NetworkPolicyFormat;
import salvor.ingest.seccomp.SeccompFormat;
import salvor.jobs.Progress;

/**
 * Policies of other tools and beside each what is taken of it. After a wanted change run with
 * {@code -Dgolden.write=true}, look at the difference, and commit it.
 */
class DeclaredPoliciesTest {
  private static final Path FOLDER = Path.of("src/test/resources/readers/declared");
  private static final Path DATA = Path.of("../shared/data");

  private static Given read(Path... files) throws Exception {
    return new Import(
            List.of(
                new SeccompFormat(),
                new NetworkPolicyFormat(),
                new CiliumFormat(),
                new KubeArmorFormat()),
            Limits.ORDINARY)
        .read(List.of(files), Progress.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seccomp.json",
        "seccompprofile.yaml",
        "networkpolicy.yaml",
        "cilium.yaml",
        "kubearmor.yaml"
      })
  void takesWhatCanBeTakenAndNamesTheRest(String file) throws Exception {
    Given given = read(FOLDER.resolve(file));
    StringBuilder text = new StringBuilder();
    for (Profile profile : given.baselines()) {
      text.append(profile.name()).append(" (").append(profile.origin()).append(") ");
      text.append(profile.states()).append('\n');
      profile
          .elements()
          .forEach(e ->
              text.append("  ").append(e.support()).append(' ').append(e.trait()).append('\n'));
    }
    Source source = given.evidence().sources().getFirst();
    source.notes().forEach(n -> text.append("note: ").append(n).append('\n'));
    source.unreadable().forEach(u -> text.append("unreadable: ").append(u.reason()).append('\n'));
    source
        .skipped()
        .forEach((why, count) -> text.append(count).append(" x ").append(why).append('\n'));
    Path expected = FOLDER.resolve(file + ".txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(expected));
  }

  @Test
  void readsEveryPublishedPolicy() throws Exception {
    assumeTrue(Files.isDirectory(DATA), "no data beside the project");
    List<Path> files;
    try (Stream<Path> all = Files.walk(DATA)) {
      files =
          all.filter(f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".json"))
              .filter(DeclaredPoliciesTest::holdsPolicies)
              .sorted()
              .toList();
    }
    Given given = read(files.toArray(Path[]::new));
    assertThat(given.baselines().size()).isGreaterThan(50);
    assertThat(given.evidence().sources())
        .filteredOn(s -> s.unreadableCount() > 0)
        .extracting(s -> s.path() + " " + s.unreadable())
        .isEmpty();
    for (Profile profile : given.baselines()) {
      assertThat(profile.states().keySet())
          .containsAnyOf(Facet.NETWORK, Facet.SYSCALL, Facet.EXEC, Facet.FILE_READ);
      if (profile.origin().equals("KubeArmorPolicy")) {
        assertThat(profile.states().values()).doesNotContain(FacetState.STABLE);
      }
    }
  }

  private static boolean holdsPolicies(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("networking.k8s.io/v1\n")
          || text.contains("security-profiles-operator.x-k8s.io/v1\nkind: SeccompProfile");
    } catch (IOException e) {
      return false;
    }
  }
}
