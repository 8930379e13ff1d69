package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {
  @Test
  void namesMadeByCountingBecomeOnePatternThatListsThem() {
    List<Element> mined = mine(numbered("/data/dump-%d.rdb", 6));
    assertThat(paths(mined)).containsExactly("/data/dump-⋯.rdb");
    assertThat(mined.getFirst().members()).hasSize(6);
    assertThat(mined.getFirst().support()).isEqualTo(6);
  }

  @Test
  void fourAreTooFew() {
    assertThat(mine(numbered("/data/dump-%d.rdb", 4))).hasSize(4);
  }

  @Test
  void lettersAreKeptSoThatDifferentThingsStayApart() {
    List<String> files =
        List.of("/data/a.log", "/data/b.log", "/data/c.log", "/data/d.log", "/data/e.log");
    assertThat(paths(mine(files))).containsExactlyElementsOf(files);
  }

  @Test
  void aNameOfNothingButAWildcardStandsAlone() {
    List<String> random = List.of("/tmp/1a2b", "/tmp/3c4d", "/tmp/5e6f", "/tmp/7a8b", "/tmp/9c0d");
    assertThat(paths(mine(random))).containsExactly("/tmp/⋯");
    List<String> beside = new ArrayList<>(random);
    beside.add("/tmp/lock");
    assertThat(mine(beside)).hasSize(6);
  }

  @Test
  void aFileBelowAPatternNeedsThreeDirectoriesThatHadIt() {
    List<String> files = new ArrayList<>(numbered("/spool/%d/body", 5));
    files.add("/spool/3/evil");
    assertThat(paths(mine(files))).containsExactlyInAnyOrder("/spool/⋯/body", "/spool/3/evil");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd%d",
        "/etc/conf.%d",
        "/root/.ssh/id_%d",
        "/home/%d/.ssh/id_rsa",
        "/var/run/secrets/kubernetes.io/serviceaccount/..%d/token",
        "/proc/%d/environ",
        "/data/token-%d",
        "/data/%d.pem",
        "/data/secret%d/x",
        "/usr/bin/tool%d",
        "/lib/lib%d.so",
        "/data/%d/password"
      })
  void sensitivePathsAreNeverMadeGeneral(String form) {
    List<String> files = numbered(form, 40);
    assertThat(paths(mine(files))).containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void executedFilesAreNeverMadeGeneral() {
    List<Element> elements = new ArrayList<>(elements(numbered("/opt/run%d", 8)));
    elements.add(Element.of(new Trait.Exec("/opt/run3", null, null, "", null, null)));
    assertThat(PathPatterns.mined(elements)).hasSize(9);
  }

  @Test
  void aPatternDoesNotSwallowWhatIsSensitive() {
    assertThat(Wildcards.path("/proc/⋯/environ", "/proc/7/environ")).isTrue();
    Trait wide = new Trait.File("/x/⋯/⋯", Trait.File.Access.READ, null);
    Seen home = new Seen.File("/etc/shadow", Trait.File.Access.READ, null, List.of());
    Trait etc = new Trait.File("/etc/⋯", Trait.File.Access.READ, null);
    assertThat(Comparison.of(etc, home).weight()).isPositive();
    assertThat(Comparison.of(wide, home).weight()).isPositive();
  }

  @Property(tries = 200)
  void orderDoesNotMatterAndMiningTwiceIsMiningOnce(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String[] forms = {"/a/%d/x", "/a/%d/y", "/a/n-%d.log", "/b/%x", "/c/q%d", "/a/b/%dz%d"};
      int number = random.nextInt(12);
      files.add(String.format(forms[random.nextInt(forms.length)], number, number));
    }
    List<String> distinct = files.stream().distinct().toList();
    List<String> shuffled = new ArrayList<>(distinct);
    Collections.shuffle(shuffled, random);
    Set<Element> once = Set.copyOf(mine(distinct));
    assertThat(Set.copyOf(mine(shuffled))).isEqualTo(once);
    List<Element> again = once.stream().flatMap(e -> Consolidation.single(e).stream()).toList();
    assertThat(Set.copyOf(PathPatterns.mined(again))).isEqualTo(once);
    for (String path : distinct) {
      assertThat(once).anyMatch(e -> Wildcards.path(((Trait.File) e.trait()).path(), path));
    }
  }

  private static List<String> numbered(String form, int count) {
    return IntStream.range(0, count).mapToObj(i -> String.format(form, i)).toList();
  }

  private static List<Element> elements(List<String> files) {
    return IntStream.range(0, files.size())
        .mapToObj(i ->
            new Element(
                new Trait.File(files.get(i), Trait.File.Access.READ, "redis"),
                List.of("pod of " + files.get(i)),
                null,
                null,
                Set.of(),
                List.of(),
                List.of()))
        .toList();
  }

  private static List<Element> mine(List<String> files) {
    return PathPatterns.mined(elements(files));
  }

  private static List<String> paths(List<Element> elements) {
    return elements.stream().map(e -> ((Trait.File) e.trait()).path()).toList();
  }
}
