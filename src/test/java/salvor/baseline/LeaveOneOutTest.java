package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.kubescape.Kubescape;
import salvor.jobs.Progress;

/**
 * The same images recorded again and again (k8sstormcenter/bobctl): what each recording has that
 * all the others together do not know, and how well that can be foreseen.
 */
class LeaveOneOutTest {
  private static final Path DATA =
      Path.of(
          "..", "shared", "data", "profiles-and-policies", "kubescape", "bobctl-parameterstudy");
  private static final Pattern OPENED =
      Pattern.compile("^\\s*-?\\s*path: (/.*)$", Pattern.MULTILINE);
  private static final int FEWEST = 5;

  /** From fewer recordings no pattern of names can be told. */
  private static final int ENOUGH = 8;

  /** A recording: its profile, and the paths as they stood in the file. */
  private record Recorded(Profile profile, Set<String> raw) {}

  private static final Map<String, List<Recorded>> GROUPS = new TreeMap<>();

  @BeforeAll
  static void read() throws Exception {
    assumeTrue(Files.isDirectory(DATA), "no repeated recordings beside the project");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(DATA)) {
      files = walk.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    Set<String> known = new HashSet<>();
    for (Path file : files) {
      String text = Files.readString(file);
      List<Profile> profiles =
          new Import(List.of(new Kubescape()), Limits.ORDINARY)
              .read(List.of(file), Progress.NONE)
              .baselines();
      Set<String> raw = new LinkedHashSet<>();
      Matcher paths = OPENED.matcher(text);
      while (paths.find()) {
        raw.add(paths.group(1).strip());
      }
      for (Profile profile : profiles) {
        boolean recorded = profile.elements(Facet.SYSCALL).size() > 10;
        if (recorded && profile.key().digest() != null && known.add(profile.name() + text)) {
          String group = profile.key().container() + " " + profile.key().digest().brief();
          GROUPS.computeIfAbsent(group, g -> new ArrayList<>()).add(new Recorded(profile, raw));
        }
      }
    }
    GROUPS.values().removeIf(group -> group.size() < FEWEST);
  }

  @Test
  void whatARecordingOpensIsKnownFromTheOthersOnceItIsCanonical() {
    assertThat(GROUPS).as("images that were recorded again and again").isNotEmpty();
    SoftAssertions checks = new SoftAssertions();
    GROUPS.forEach((name, group) -> {
      List<Profile> profiles = group.stream().map(r -> named(r.profile(), name)).toList();
      double raw = share(group, LeaveOneOutTest::rawNovelty);
      double opens = novel(profiles, Facet.FILE_READ, Facet.FILE_WRITE, Facet.SENSITIVE_READ);
      double starts = novel(profiles, Facet.EXEC);
      double capabilities = novel(profiles, Facet.CAPABILITY);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.0f %% | %.0f %% | %.0f %% | %.0f %% |%n",
          name,
          group.size(),
          100 * raw,
          100 * opens,
          100 * starts,
          100 * capabilities);
      if (group.size() >= ENOUGH) {
        checks.assertThat(raw).as("raw paths of %s", name).isEqualTo(1);
        checks.assertThat(opens).as("opens of %s", name).isLessThanOrEqualTo(0.10);
        checks.assertThat(starts).as("programs of %s", name).isZero();
        checks.assertThat(capabilities).as("capabilities of %s", name).isZero();
      }
    });
    checks.assertAll();
  }

  /** The prediction is for the average of many orders, as the facts measured it. */
  @Test
  void coverageForeseesHowManyNewSystemCallsTheNextRecordingShows() {
    List<Profile> redis =
        GROUPS.entrySet().stream()
            .filter(e -> e.getKey().startsWith("redis"))
            .flatMap(e -> e.getValue().stream().map(r -> named(r.profile(), "redis")))
            .toList();
    assumeTrue(redis.size() > 60, "not all recordings of redis are there");
    Random random = new Random(20261126);
    for (int k : new int[] {3, 5, 8, 20, 40}) {
      double foreseen = 0;
      double real = 0;
      int orders = 4_000;
      for (int order = 0; order < orders; order++) {
        List<Profile> shuffled = new ArrayList<>(redis);
        Collections.shuffle(shuffled, random);
        Map<Trait, Integer> support = new HashMap<>();
        for (Profile each : shuffled.subList(0, k)) {
          each.elements(Facet.SYSCALL).forEach(e -> support.merge(e.trait(), 1, Integer::sum));
        }
        foreseen += completeness(k, support).expectedNew().orElseThrow();
        real +=
            shuffled.get(k).elements(Facet.SYSCALL).stream()
                .filter(e -> !support.containsKey(e.trait()))
                .count();
      }
      System.out.printf(Locale.ROOT, "| %d | %.2f | %.2f |%n", k, foreseen / orders, real / orders);
      assertThat(foreseen / orders)
          .as("after %d recordings", k)
          .isCloseTo(real / orders, within(Math.max(0.15, 0.25 * real / orders)));
    }
  }

  private static Completeness completeness(int units, Map<Trait, Integer> support) {
    return Completeness.of(
        Watched.units(units),
        support.entrySet().stream()
            .map(e ->
                new Element(
                    e.getKey(),
                    Watched.ids(e.getValue()),
                    null,
                    null,
                    Set.of(),
                    List.of(),
                    List.of()))
            .toList());
  }

  private interface Novelty {
    boolean of(List<Recorded> all, int which);
  }

  private static double share(List<Recorded> group, Novelty novelty) {
    int novel = 0;
    for (int i = 0; i < group.size(); i++) {
      novel += novelty.of(group, i) ? 1 : 0;
    }
    return (double) novel / group.size();
  }

  private static boolean rawNovelty(List<Recorded> all, int which) {
    Set<String> others = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      if (i != which) {
        others.addAll(all.get(i).raw());
      }
    }
    return !others.containsAll(all.get(which).raw());
  }

  /** How many of the recordings have an element that no other knows, nor the pattern of others. */
  private static double novel(List<Profile> profiles, Facet... facets) {
    Map<Trait, Integer> count = new HashMap<>();
    profiles.forEach(p -> p.elements().forEach(e -> count.merge(e.trait(), 1, Integer::sum)));
    int novel = 0;
    for (Profile held : profiles) {
      List<Trait> single = new ArrayList<>();
      for (Facet facet : facets) {
        held.elements(facet).stream()
            .map(Element::trait)
            .filter(t -> count.get(t) == 1)
            .forEach(single::add);
      }
      novel += single.isEmpty() || allKnown(profiles, held, single) ? 0 : 1;
    }
    return (double) novel / profiles.size();
  }

  private static boolean allKnown(List<Profile> profiles, Profile held, List<Trait> single) {
    Profile others = Merging.merge(profiles.stream().filter(p -> p != held).toList()).getFirst();
    return single.stream()
        .allMatch(trait ->
            trait instanceof Trait.File(String path, var access, _)
                && others.elements().stream()
                    .anyMatch(e ->
                        e.trait() instanceof Trait.File(String pattern, var same, _)
                            && same == access
                            && Wildcards.path(pattern, path)));
  }

  private static Profile named(Profile profile, String name) {
    Profile.Key key = profile.key();
    return new Profile(
        name,
        new Profile.Key("", null, name, key.container(), key.digest()),
        profile.states(),
        profile.elements(),
        profile.units(),
        profile.windows(),
        profile.origin());
  }
}
