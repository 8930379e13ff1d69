package salvor.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.evidence.TimeKind;
import salvor.ingest.Limits;
import salvor.ingest.RawBytes;

/** What the toolbox tells beside its copy of {@code /proc}; names of fields are those it writes. */
class CollectedTest {
  private static final String HASH =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  private static final Path GOLDEN = Path.of("src/test/resources/readers/collected.txt");
  @TempDir Path folder;

  private static ProcCopy with(String root, String name, String content) {
    ProcCopy copy = ProcCopy.hacked(root + "proc/");
    copy.members.put(root + "collected/" + name, content);
    return copy;
  }

  private static ProcCopy whole(String root) {
    return ProcCopy.collected(root);
  }

  private Given given(ProcCopy copy) throws Exception {
    return ProcTreeTest.read(Files.write(folder.resolve("a.tar"), copy.tar()));
  }

  private static List<Observation> all(Given given) {
    Observations rows = given.evidence().observations();
    return Arrays.stream(rows.byRecord()).mapToObj(rows::get).toList();
  }

  private static Source source(Given given) {
    return given.evidence().sources().getFirst();
  }

  private static Observation process(Given given, int pid) {
    return all(given).stream()
        .filter(o -> o.activity() instanceof Activity.ProcessStarted)
        .filter(o -> Integer.valueOf(pid).equals(o.process().pid()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Observation> written(Given given) {
    return all(given).stream()
        .filter(o -> o.activity() instanceof Activity.FileWritten && o.process().pid() == null)
        .toList();
  }

  /** What stands beside {@code /proc}, and the processes that it tells more of. */
  private static List<String> told(Given given) {
    List<String> all = new ArrayList<>();
    for (Observation each : all(given)) {
      boolean beside =
          each.activity() instanceof Activity.FileWritten
              || each.activity() instanceof Activity.Logged
              || each.outcome().toString().contains("sha256");
      if (beside) {
        all.add(
            "%s %s\n  %s %s %s %s\n  %s\n"
                .formatted(
                    each.activity(),
                    each.time(),
                    each.process().pid(),
                    each.process().program(),
                    each.outcome(),
                    each.quality(),
                    each.location().podUid()));
      }
    }
    return all;
  }

  @Test
  void isToldAsExpected() throws Exception {
    Given given = given(whole(""));
    StringBuilder text = new StringBuilder(String.join("", told(given)));
    source(given).skipped().forEach((reason, count) -> text.append(count + " " + reason + "\n"));
    source(given).unreadable().forEach(u -> text.append("unreadable " + u.reason() + "\n"));
    source(given).notes().forEach(n -> text.append("note " + n + "\n"));
    String rendered = text.toString().replace("\u001b", "\\e");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(GOLDEN, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void unpackedIntoAFolderItIsToldTheSame() throws Exception {
    Given given = ProcTreeTest.read(whole("").unpack(folder.resolve("copy")));
    assertThat(told(given)).containsExactlyInAnyOrderElementsOf(told(given(whole(""))));
    String golden = Files.readString(GOLDEN);
    assertThat(told(given))
        .allSatisfy(each -> assertThat(golden).contains(each.replace("\u001b", "\\e")));
    assertThat(all(given)).hasSameSizeAs(all(given(whole(""))));
    assertThat(given.evidence().sources())
        .extracting(Source::format)
        .as("each file is of the one thing")
        .containsOnly("proc");
    assertThat(given.evidence().sources())
        .flatExtracting(Source::notes)
        .anyMatch(note -> note.contains("the collection is not whole"));
  }

  @Test
  void whatIsToldInAFolderIsFoundInItsFile() throws Exception {
    Path copy = whole("a/b/").unpack(folder.resolve("copy"));
    Given given = ProcTreeTest.read(copy);
    RawBytes raw =
        new RawBytes(folder.toAbsolutePath(), given.evidence().sources(), Limits.ORDINARY);
    assertThat(written(given)).isNotEmpty();
    for (Observation each : written(given)) {
      String path = ((Activity.FileWritten) each.activity()).path();
      assertThat(new String(raw.read(each.source()), StandardCharsets.UTF_8))
          .startsWith("{\"path\":\"" + path + "\"");
      assertThat(given.evidence().sources().get(each.source().source()).path())
          .isEqualTo(copy.resolve("a/b/collected/files.jsonl").toString());
    }
  }

  @Test
  void whatLiesBesideTheTwoIsReadByItself() throws Exception {
    ProcCopy copy = whole("");
    copy.members.put("root/etc/passwd", "root:x:0:0::/:/\n");
    copy.members.put("root/etc/mtab", "->/proc/mounts");
    copy.members.put("collected/other.txt", "x\n");
    Given given = ProcTreeTest.read(copy.unpack(folder.resolve("copy")));
    assertThat(given.evidence().sources())
        .filteredOn(each -> !each.format().equals("proc"))
        .extracting(each -> folder.relativize(Path.of(each.path())).toString())
        .containsExactlyInAnyOrder(
            "copy/root/etc/passwd", "copy/root/etc/mtab", "copy/collected/other.txt");
    assertThat(told(given)).containsExactlyInAnyOrderElementsOf(told(given(whole(""))));
  }

  @Test
  void aFolderThatIsALinkIsNotJoined() throws Exception {
    Path elsewhere = whole("").unpack(folder.resolve("elsewhere"));
    Path copy = ProcCopy.hacked("proc/").unpack(folder.resolve("copy"));
    Files.createSymbolicLink(copy.resolve("collected"), elsewhere.resolve("collected"));
    Given given = ProcTreeTest.read(copy);
    assertThat(process(given, 900).outcome().toString()).doesNotContain("sha256");
    assertThat(written(given)).isEmpty();
    assertThat(given.evidence().sources())
        .filteredOn(each -> each.path().endsWith("/collected"))
        .singleElement()
        .satisfies(each -> assertThat(each.notes().toString()).contains("not followed"));
  }

  @Test
  void withoutProcessesBesideItNothingIsJoined() throws Exception {
    ProcCopy copy = whole("");
    copy.members.keySet().removeIf(name -> name.startsWith("proc/"));
    copy.members.put("proc/readme", "x");
    Given given = ProcTreeTest.read(copy.unpack(folder.resolve("copy")));
    assertThat(all(given)).isEmpty();
    assertThat(given.evidence().sources()).hasSize(5);
  }

  @Test
  void aHashIsToldWithTheProcessThoughItsFileIsGone() throws Exception {
    Given given = given(whole("a/b/"));
    Observation miner = process(given, 900);
    assertThat(miner.outcome().toString()).contains("sha256=" + HASH);
    assertThat(miner.quality()).contains(Quality.EXE_DELETED);
    assertThat(process(given, 800).quality()).doesNotContain(Quality.EXE_DELETED);
    assertThat(process(given, 950).outcome().toString())
        .contains("sha256 could not be taken: EACCES");
  }

  @Test
  void aNameThatEndsInTheKernelsWordsIsNotGoneWhereItIsStillThere() throws Exception {
    Given given =
        given(
            with(
                "",
                "executables.jsonl",
                "{\"pid\":900,\"exe\":\"/tmp/kworkerds (deleted)\",\"deleted\":false,\"size\":7,\"sha256\":\""
                    + HASH
                    + "\"}\n"));
    assertThat(process(given, 900).quality()).doesNotContain(Quality.EXE_DELETED);
    assertThat(process(given, 900).process().executable()).isEqualTo("/tmp/kworkerds (deleted)");
  }

  @Test
  void aFileStandsAtTheTimesThatItCarriesAndSaysWhichTheyAre() throws Exception {
    List<Observation> written = written(given(whole("")));
    assertThat(written)
        .extracting(o -> ((Activity.FileWritten) o.activity()).how().split(":")[0])
        .containsExactlyInAnyOrder(
            "mtime, ctime", "mtime", "ctime", "ctime, its mtime is older (1580515200.000000000)");
    assertThat(written)
        .allSatisfy(o -> {
          assertThat(o.quality()).contains(Quality.FILE_TIME);
          assertThat(TimeKind.of("proc", o.activity().kind(), o.quality()))
              .isEqualTo(TimeKind.FILE);
        });
    assertThat(written)
        .filteredOn(o -> o.activity().toString().contains("/tmp/.x/run.sh"))
        .singleElement()
        .satisfies(o -> assertThat(o.time().nanos()).isEqualTo(1_795_400_900_123_456_789L));
  }

  @Test
  void noTimeIsGuessed() throws Exception {
    for (String times :
        List.of(
            "\"mtime\":0.000000000,\"ctime\":0.000000000",
            "\"mtime\":-5.000000000,\"ctime\":null",
            "\"mtime\":1e999999999,\"ctime\":\"yesterday\"",
            "\"mtime\":99999999999999999999999999.5",
            "\"x\":1")) {
      Given given =
          given(with("", "files.jsonl", "{\"path\":\"/a\",\"type\":\"file\"," + times + "}\n"));
      assertThat(written(given)).as(times).singleElement().matches(o -> o.time() == null);
    }
  }

  @Test
  void aNameOfOtherBytesKeepsAPlaceForThem() throws Exception {
    String name = Base64.getEncoder().encodeToString(new byte[] {'/', 't', (byte) 0xff, '\n'});
    Given given =
        given(
            with(
                "",
                "files.jsonl",
                "{\"pathBase64\":\""
                    + name
                    + "\",\"mtime\":1795400900.5,\"ctime\":1795400900.5}\n"));
    assertThat(written(given))
        .singleElement()
        .satisfies(o -> {
          assertThat(((Activity.FileWritten) o.activity()).path()).isEqualTo("/t\uFFFD\n");
          assertThat(o.quality()).contains(Quality.REPLACED_BYTES);
        });
  }

  @Test
  void anArchiveWithoutAnEndWasCutOffAndOneThatSaysSoIsNotWhole() throws Exception {
    assertThat(source(given(whole(""))).notes().toString())
        .contains("not whole, by its own words: max-bytes: 3 left out");
    ProcCopy cut = whole("");
    cut.members.remove("collected/end.json");
    assertThat(source(given(cut)).notes().toString()).contains("was cut off");
    assertThat(source(given(ProcCopy.hacked("proc/"))).notes().toString())
        .as("another's copy of /proc has no such end")
        .doesNotContain("cut off");
  }

  @Test
  void whatIsNoSuchLineIsUnreadableAndTheOthersAreTold() throws Exception {
    Given given =
        given(
            with(
                "",
                "executables.jsonl",
                "{\n[]\nnull\n{\"pid\":\"1\"}\n{\"pid\":-1,\"sha256\":\""
                    + HASH
                    + "\"}\n{\"pid\":4,\"exe\":\"/x\",\"deleted\":true,\"size\":1,\"sha256\":\""
                    + HASH
                    + "\"}\n"));
    assertThat(source(given).unreadableCount()).isEqualTo(5);
    assertThat(process(given, 4).quality()).contains(Quality.EXE_DELETED, Quality.SEEN_RUNNING);
  }

  @Test
  void eachLineIsFoundAgain() throws Exception {
    Given given = given(whole("a/"));
    RawBytes raw =
        new RawBytes(folder.toAbsolutePath(), given.evidence().sources(), Limits.ORDINARY);
    for (Observation each : written(given)) {
      assertThat(new String(raw.read(each.source()), StandardCharsets.UTF_8))
          .startsWith("{\"path\":\"" + ((Activity.FileWritten) each.activity()).path());
    }
  }

  @Property(tries = 60)
  void everyLineHasAnOutcome(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Path own = Files.createTempDirectory("collected");
    try {
      ProcCopy copy = whole("");
      for (String name : List.of("executables.jsonl", "files.jsonl", "errors.jsonl", "end.json")) {
        StringBuilder damaged = new StringBuilder(copy.members.get("collected/" + name));
        for (int i = random.nextInt(6); i > 0 && !damaged.isEmpty(); i--) {
          damaged.setCharAt(random.nextInt(damaged.length()), (char) (' ' + random.nextInt(95)));
        }
        copy.members.put("collected/" + name, damaged.toString());
      }
      Given before =
          ProcTreeTest.read(Files.write(own.resolve("a.tar"), ProcCopy.hacked("proc/").tar()));
      Given given = ProcTreeTest.read(Files.write(own.resolve("b.tar"), copy.tar()));
      Source source = source(given);
      assertThat(source.lines())
          .isEqualTo(source.observations() + source.unreadableCount() + source.skippedCount());
      long lines =
          copy.members.entrySet().stream()
              .filter(m -> m.getKey().endsWith(".jsonl"))
              .mapToLong(m -> m.getValue().lines().count())
              .sum();
      assertThat(source.lines())
          .as("the members, and each of their lines at least once")
          .isGreaterThanOrEqualTo(source(before).lines() + 4 + lines);
    } finally {
      try (var files = Files.list(own)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(own);
    }
  }
}
