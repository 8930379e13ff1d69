package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salvor.evidence.Source;
import salvor.jobs.Progress;

/**
 * What becomes of every line of the public files that lie beside the project: an observation, or a
 * reason. The README carries the table that this prints.
 */
class PublicFilesTest {
  private static final Path DATA = Path.of("../shared/data");

  /** How many records the list of files says there are, where it counts as Salvor does. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "(?:.* / )?(\\d+) (lines|json doc|\\(json array\\)|packets|components|artifacts)");

  /** A carriage return in a file's name is no end of a line, though it was counted as one. */
  private static final String ONE_LINE_AS_TWO = "plaso/test_data/bodyfile/bodyfile.corrupt";

  /** One JSON document, as it was counted, and a line for each event, as it is read. */
  private static final String MANY_LINES_AS_ONE = "plaso/test_data/end_to_end/json.log";

  /** A line for each file, and as many records as it has times. */
  private static final String SEVERAL_TIMES_A_LINE = "plaso/test_data/bodyfile/bodyfile";

  /** One JSON document, of which each vulnerability is read. */
  private static final String SCAN = "trivy/integration/testdata/alpine-310.";

  private static final Set<String> COUNTED_OTHERWISE =
      Set.of(
          ONE_LINE_AS_TWO,
          MANY_LINES_AS_ONE,
          SEVERAL_TIMES_A_LINE,
          SCAN + "sarif.golden",
          SCAN + "gitlab.golden");

  /** The files of each format, and how many records they are said to hold. */
  private final Map<String, List<Path>> formats = new TreeMap<>();

  private final Map<Path, Long> said = new TreeMap<>();

  private void list(Path manifest) throws IOException {
    List<String> rows = Files.readAllLines(manifest);
    boolean named = rows.getFirst().startsWith("file\tformat\t");
    Set<Path> listed = new HashSet<>();
    formats.values().forEach(listed::addAll);
    for (boolean folders : new boolean[] {false, true}) { // a file that is named by itself first
      for (String row : rows.subList(1, rows.size())) {
        String[] cells = row.split("\t", -1);
        if (cells[0].endsWith(" (dir)") != folders) {
          continue;
        }
        Path place = manifest.resolveSibling(cells[0].replace(" (dir)", ""));
        String format = named ? cells[1] : "profiles and policies";
        try (Stream<Path> files = Files.walk(place)) {
          files
              .filter(Files::isRegularFile)
              .filter(listed::add)
              .sorted()
              .forEach(f -> formats.computeIfAbsent(format, _ -> new ArrayList<>()).add(f));
        }
        Matcher counted = COUNTED.matcher(named ? cells[8] : "");
        if (!folders && counted.matches() && !COUNTED_OTHERWISE.contains(cells[0])) {
          said.put(place, Long.parseLong(counted.group(1)));
        }
      }
    }
  }

  @Test
  void everyLineOfAPublicFileIsAnObservationOrHasAReason() throws Exception {
    assumeTrue(Files.exists(DATA), DATA + " is not there");
    list(DATA.resolve("MANIFEST.tsv"));
    list(DATA.resolve("profiles-and-policies/MANIFEST.tsv"));
    List<String> table = new ArrayList<>();
    for (Map.Entry<String, List<Path>> format : formats.entrySet()) {
      List<Source> sources =
          Salvor.reader().read(format.getValue(), Progress.NONE).evidence().sources();
      Set<String> told = new HashSet<>();
      long[] sums = new long[4];
      for (Source source : sources) {
        isAccountedFor(source);
        told.add(source.path().replaceFirst("!.*", ""));
        sums[0] += source.lines();
        sums[1] += source.observations();
        sums[2] += source.unreadableCount();
        sums[3] += source.skippedCount();
      }
      assertThat(told)
          .as("the files of " + format.getKey())
          .containsExactlyInAnyOrderElementsOf(
              format.getValue().stream().map(Path::toString).toList());
      table.add(
          String.format(
              "| %s | %d | %d | %d | %d | %d |",
              format.getKey(), sources.size(), sums[0], sums[1], sums[2], sums[3]));
    }
    table.forEach(System.out::println);
    assertThat(said).hasSizeGreaterThan(100);
    assertThat(Files.readString(Path.of("README.md"))).contains(table);
  }

  private void isAccountedFor(Source source) {
    assertThat(source.observations() + source.unreadableCount() + source.skippedCount())
        .as("what became of the lines of " + source.path())
        .isEqualTo(source.lines());
    assertThat(source.skipped().keySet())
        .as("reasons in " + source.path())
        .noneMatch(r -> r.isBlank() || r.contains("gave no account"));
    assertThat(source.unreadable()).noneMatch(u -> u.reason().isBlank());
    assertThat(source.lines() > 0 || !source.notes().isEmpty())
        .as("nothing is told of " + source.path())
        .isTrue();
    Long records = said.get(Path.of(source.path()));
    if (records != null) {
      assertThat(source.lines() - source.skipped().getOrDefault("blank line", 0L))
          .as("records of " + source.path())
          .isEqualTo(records);
    }
  }
}
