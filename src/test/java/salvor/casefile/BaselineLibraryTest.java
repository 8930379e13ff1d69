package salvor.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.LibraryAct;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.baseline.Refused;
import salvor.baseline.Trait;
import salvor.baseline.Unit;
import salvor.baseline.Version;
import salvor.baseline.VersionState;
import salvor.baseline.Versions;
import salvor.baseline.Window;
import salvor.casefile.BaselineLibrary.Wish;
import salvor.casefile.LibraryNote.About;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.profile.ProfileFormat;
import salvor.workload.ImageDigest;

class BaselineLibraryTest {
  static final Wish ANN = new Wish("Ann", "watched for a week");
  private static final ImageDigest IMAGE = new ImageDigest("sha256:" + "1".repeat(64));
  private static final String NAME = "shop/deployment/web:app";

  @TempDir Path dir;

  static BaselineLibrary library(Path folder) {
    return new BaselineLibrary(
        folder,
        new Import(List.of(new ProfileFormat()), Limits.ORDINARY)::read,
        Clock.fixed(Instant.parse("2026-11-26T21:00:00Z"), ZoneOffset.UTC));
  }

  private BaselineLibrary library() {
    return library(dir.resolve("library"));
  }

  static Profile profile(String workload, String... files) {
    Profile.Key key = new Profile.Key("shop", "Deployment", workload, "app", IMAGE);
    Unit unit = new Unit("web-1 2026-11-23", 5L, 9L, java.util.EnumSet.of(Facet.FILE_WRITE), false);
    return new Profile(
        key.text(),
        key,
        Map.of(Facet.FILE_WRITE, FacetState.STABLE),
        Arrays.stream(files)
            .map(f ->
                new Element(
                    new Trait.File(f, Trait.File.Access.WRITE, "app"),
                    List.of(unit.id()),
                    5L,
                    7L,
                    java.util.Set.of(salvor.baseline.Phase.STEADY),
                    List.of("tetragon.log:3"),
                    List.of()))
            .toList(),
        List.of(unit),
        List.of(new Window(0, 9)),
        "salvor");
  }

  static Version keep(BaselineLibrary library, Profile profile) throws Exception {
    return library
        .keep(
            Kind.KEEP,
            List.of(profile),
            List.of(),
            List.of(new Version.Source("tetragon.log", null)),
            ANN)
        .getFirst();
  }

  private static Version.Ref ref(int number) {
    return new Version.Ref(NAME, number);
  }

  private VersionState state(int number) throws Exception {
    return library().open().versions().find(ref(number)).orElseThrow().state();
  }

  @Test
  void whatWasKeptIsFoundAgainWithWhoAndWhyAndItsContent() throws Exception {
    Profile profile = profile("web", "/data/a", "/data/b");
    Version kept = keep(library(), profile);
    BaselineLibrary.Opened opened = library().open();
    assertThat(opened.notes()).isEmpty();
    assertThat(opened.versions().all()).containsExactly(kept);
    assertThat(kept.ref()).hasToString(NAME + "@1");
    assertThat(kept.by().author()).isEqualTo("Ann");
    assertThat(kept.by().at()).isEqualTo(Instant.parse("2026-11-26T21:00:00Z"));
    assertThat(kept.sources()).containsExactly(new Version.Source("tetragon.log", null));
    assertThat(kept.state()).isEqualTo(VersionState.DRAFT);
    Profile read = library().profile(kept);
    assertThat(read).isEqualTo(profile);
    assertThat(library().file(kept)).hasContent(ProfileJson.write(List.of(profile)));
  }

  @Test
  void theSameTwiceIsOneVersion() throws Exception {
    keep(library(), profile("web", "/a"));
    assertThatThrownBy(() -> keep(library(), profile("web", "/a")))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.why()).isEqualTo(Refused.Why.NOTHING_CHANGES));
    assertThat(keep(library(), profile("web", "/b")).ref().number()).isEqualTo(2);
  }

  @Test
  void oneVersionIsApprovedAndTheOneBeforeRetires() throws Exception {
    keep(library(), profile("web", "/a"));
    keep(library(), profile("web", "/b"));
    assertThatThrownBy(() -> library().open().versions().named(NAME))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.why()).isEqualTo(Refused.Why.NONE_APPROVED));
    library().approve(ref(1), ANN);
    assertThat(library().open().versions().named(NAME).ref()).isEqualTo(ref(1));
    library().approve(ref(2), ANN);
    assertThat(state(1)).isEqualTo(VersionState.RETIRED);
    assertThat(library().open().versions().named(NAME).ref()).isEqualTo(ref(2));
    assertThatThrownBy(() -> library().approve(ref(2), ANN)).isInstanceOf(Refused.class);
    library().reject(ref(2), ANN);
    assertThatThrownBy(() -> library().open().versions().named(NAME)).isInstanceOf(Refused.class);
    assertThat(library().open().versions().named(NAME + "@2").state())
        .isEqualTo(VersionState.REJECTED);
  }

  @Test
  void everyActIsUndoneAndDoneAgain() throws Exception {
    keep(library(), profile("web", "/a"));
    keep(library(), profile("web", "/b"));
    library().approve(ref(1), ANN);
    library().approve(ref(2), ANN);
    library().undo(ANN);
    assertThat(state(1)).isEqualTo(VersionState.APPROVED);
    assertThat(state(2)).isEqualTo(VersionState.DRAFT);
    library().undo(ANN);
    library().undo(ANN);
    assertThat(library().open().versions().all()).extracting(Version::ref).containsExactly(ref(1));
    assertThat(library().redo(ANN).orElseThrow().kind()).isEqualTo(Kind.KEEP);
    library().redo(ANN);
    library().redo(ANN);
    assertThat(library().redo(ANN)).isEmpty();
    assertThat(state(1)).isEqualTo(VersionState.RETIRED);
    assertThat(state(2)).isEqualTo(VersionState.APPROVED);
    assertThat(library().open().versions().history(NAME)).hasSize(4);
    assertThat(library().open().versions().acts()).hasSize(10);
  }

  @Test
  void whatWasUndoneCannotBeDoneAgainAfterAnotherActAndItsNumberIsNotGivenAgain() throws Exception {
    keep(library(), profile("web", "/a"));
    library().undo(ANN);
    assertThat(keep(library(), profile("web", "/b")).ref()).isEqualTo(ref(2));
    assertThat(library().redo(ANN)).isEmpty();
    Versions versions = library().open().versions();
    assertThat(versions.holding(versions.acts().getFirst())).isEqualTo(Versions.Holding.DROPPED);
    library().undo(ANN);
    assertThat(library().undo(ANN)).isEmpty();
    assertThat(library().open().versions().all()).isEmpty();
  }

  /** A program may be ended after any byte. */
  @Test
  void anActThatWasCutOffIsNotDoneAndToldAndTheNextOneHolds() throws Exception {
    keep(library(), profile("web", "/a"));
    Path log = dir.resolve("library/library.log");
    byte[] one = Files.readAllBytes(log);
    keep(library(), profile("web", "/b"));
    byte[] two = Files.readAllBytes(log);
    for (int length = one.length; length < two.length; length += 7) {
      Files.write(log, Arrays.copyOf(two, length));
      BaselineLibrary.Opened opened = library().open();
      assertThat(opened.versions().all()).as("cut at " + length).hasSize(1);
      assertThat(opened.notes())
          .extracting(LibraryNote::about)
          .containsExactlyElementsOf(length == one.length ? List.of() : List.of(About.LINE_TORN));
      library().undo(ANN); // a shorter line
      assertThat(library().open().notes()).isEmpty();
      assertThat(library().open().versions().all()).isEmpty();
    }
    Files.write(log, Arrays.copyOf(two, two.length - 1)); // all but the line end
    assertThat(library().open().versions().all()).hasSize(2);
    keep(library(), profile("web", "/c"));
    assertThat(library().open().versions().all()).hasSize(3);
    assertThat(library().open().notes()).isEmpty();
  }

  @Test
  void whatWasLeftHalfWrittenGoesWithTheNextAct() throws Exception {
    Version kept = keep(library(), profile("web", "/a"));
    Path left = dir.resolve("library/profiles").resolve("0".repeat(64) + ".json.new");
    Files.writeString(left, "{\"kind\":\"Salv");
    assertThat(library().open().versions().all()).hasSize(1);
    keep(library(), profile("web", "/b"));
    assertThat(left).doesNotExist();
    assertThat(library().file(kept)).exists();
  }

  @Test
  void aDamagedLineIsToldAndTheOthersHold() throws Exception {
    keep(library(), profile("web", "/a"));
    keep(library(), profile("api", "/a"));
    library().approve(ref(1), ANN);
    Path log = dir.resolve("library/library.log");
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(0, lines.getFirst().replace("Ann", "Eve"));
    Files.write(log, lines);
    BaselineLibrary.Opened opened = library().open();
    assertThat(opened.versions().all())
        .extracting(v -> v.ref().name())
        .containsExactly("shop/deployment/api:app");
    assertThat(opened.notes())
        .extracting(LibraryNote::about)
        .containsExactly(About.LINE_DAMAGED, About.ACT_MISSING, About.VERSION_UNKNOWN);
    assertThat(opened.notes().getFirst())
        .hasToString(
            "library.log, line 1: this line of the log is damaged and was passed over; put back a copy");
    keep(library(), profile("job", "/a"));
    assertThat(library().open().versions().all()).hasSize(2);
  }

  @Test
  void linesOfAnyContentAreToldAndNeverThrow() throws Exception {
    keep(library(), profile("web", "/a"));
    Path log = dir.resolve("library/library.log");
    for (String hostile :
        List.of(
            "",
            " ",
            "x".repeat(100),
            summed("[]"),
            summed("{\"act\":1e99}"),
            summed("[".repeat(5000)),
            summed(
                "{\"act\":2,\"kind\":\"KEEP\",\"author\":\"a\",\"reason\":\"\",\"at\":\"2026-11-26T21:00:00Z\",\"made\":[{\"number\":1,\"workload\":\"x\",\"hash\":\"../../../etc/passwd\"}]}"))) {
      byte[] before = Files.readAllBytes(log);
      Files.write(
          log,
          (hostile + "\n").getBytes(StandardCharsets.UTF_8),
          java.nio.file.StandardOpenOption.APPEND);
      assertThat(library().open().notes())
          .as(hostile)
          .extracting(LibraryNote::about)
          .containsExactly(About.LINE_DAMAGED);
      assertThat(library().open().versions().all()).hasSize(1);
      Files.write(log, before);
    }
  }

  private static String summed(String json) {
    var hash = new salvor.custody.Sha256();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    hash.update(bytes, 0, bytes.length);
    return hash.hex().substring(0, 16) + " " + json;
  }

  @Test
  void aFileThatWasChangedOrTakenAwayIsToldAndNotUsed() throws Exception {
    Version web = keep(library(), profile("web", "/a"));
    Version api = keep(library(), profile("api", "/a"));
    Version job = keep(library(), profile("job", "/a"));
    Files.writeString(
        library().file(web), ProfileJson.write(List.of(profile("web", "/a", "/evil"))));
    Files.delete(library().file(api));
    assertThat(library().check(library().open().versions()))
        .extracting(LibraryNote::about, LibraryNote::detail)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(About.FILE_CHANGED, web.ref().toString()),
            org.assertj.core.groups.Tuple.tuple(About.FILE_GONE, api.ref().toString()));
    assertThatThrownBy(() -> library().profile(web))
        .isInstanceOf(LibraryUnusable.class)
        .hasMessageContaining(web.hash());
    assertThatThrownBy(() -> library().approve(web.ref(), ANN)).isInstanceOf(LibraryUnusable.class);
    assertThat(library().profile(job).elements()).hasSize(1);
  }

  /** The log of somebody else may give one container the file of another. */
  @Test
  void aFileOfAnotherContainerIsNoVersion() throws Exception {
    Version web = keep(library(), profile("web", "/a"));
    Version api = keep(library(), profile("api", "/a", "/b"));
    Version mixed =
        new Version(
            web.ref(),
            web.key(),
            api.hash(),
            1,
            0,
            web.state(),
            web.how(),
            web.by(),
            List.of(),
            List.of());
    assertThatThrownBy(() -> library().profile(mixed)).isInstanceOf(LibraryUnusable.class);
  }

  @Test
  void namesFromAClusterNeverLeaveTheFolder() throws Exception {
    for (String name :
        List.of(
            "../../escaped",
            "/etc/x",
            "a\u0000b",
            "a\nb",
            "\u202e",
            "x".repeat(5000),
            "",
            "\ud800")) {
      Profile.Key key = new Profile.Key(name, name, name, name, IMAGE);
      Profile plain = profile("web", "/a");
      Profile hostile =
          new Profile(
              name, key, plain.states(), plain.elements(), plain.units(), plain.windows(), name);
      Version kept = keep(library(), hostile);
      assertThat(library().open().versions().find(kept.ref())).contains(kept);
    }
    BaselineLibrary.Opened opened = library().open();
    assertThat(opened.notes()).isEmpty();
    assertThat(opened.versions().all()).hasSize(8);
    for (Version version : opened.versions().all()) {
      assertThat(library().profile(version).key()).isEqualTo(version.key());
    }
    try (Stream<Path> files = Files.walk(dir)) {
      assertThat(files.map(dir::relativize).map(Path::toString))
          .allMatch(f ->
              f.matches("|library|library/(library\\.(log|lock)|profiles(/[0-9a-f]{64}\\.json)?)"));
    }
  }

  @Test
  void linksInALibraryAreNotFollowed() throws Exception {
    keep(library(), profile("web", "/a"));
    Path outside = Files.writeString(dir.resolve("outside"), "mine");
    for (String name : List.of("library.log", "library.lock")) {
      Path file = dir.resolve("library").resolve(name);
      Path aside = Files.move(file, dir.resolve("aside"));
      Files.createSymbolicLink(file, outside);
      assertThatThrownBy(() -> keep(library(), profile("web", "/b")))
          .isInstanceOf(LibraryUnusable.class)
          .hasMessageContaining(name);
      Files.delete(file);
      Files.move(aside, file);
    }
    byte[] content =
        ProfileJson.write(List.of(profile("web", "/b"))).getBytes(StandardCharsets.UTF_8);
    var hash = new salvor.custody.Sha256();
    hash.update(content, 0, content.length);
    Path fresh = dir.resolve("library/profiles").resolve(hash.hex() + ".json.new");
    Files.createSymbolicLink(fresh, outside);
    keep(library(), profile("web", "/b"));
    assertThat(outside).hasContent("mine");
  }

  private Process start(int versions) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            LibraryChild.class.getName(),
            dir.resolve("library").toString(),
            String.valueOf(versions))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void twoProgramsThatWriteLoseNothingOfEachOther() throws Exception {
    Process child = start(30);
    try (BufferedReader lines = child.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("0");
      for (int i = 0; i < 30; i++) {
        keep(library(), profile("web", "/own/" + i));
      }
      while (lines.readLine() != null) {}
    }
    assertThat(child.waitFor()).isZero();
    BaselineLibrary.Opened opened = library().open();
    assertThat(opened.notes()).isEmpty();
    assertThat(opened.versions().all()).extracting(v -> v.ref().number()).doesNotHaveDuplicates();
    assertThat(opened.versions().all()).hasSize(60);
    assertThat(library().check(opened.versions())).isEmpty();
  }

  @Test
  void killingAProgramLosesAtMostTheActInFlight() throws Exception {
    Process child = start(10_000);
    int told = -1;
    try (BufferedReader lines = child.inputReader()) {
      while (told < 10) {
        told = Integer.parseInt(lines.readLine());
      }
      child.toHandle().destroyForcibly();
      for (String line; (line = lines.readLine()) != null; ) {
        told = Integer.parseInt(line);
      }
    }
    child.waitFor();
    BaselineLibrary.Opened opened = library().open();
    assertThat(opened.versions().all()).hasSizeBetween(told + 1, told + 2);
    assertThat(library().check(opened.versions())).isEmpty();
    LibraryAct act = library().undo(ANN).orElseThrow();
    assertThat(act.kind()).isEqualTo(Kind.KEEP);
    assertThat(library().open().notes()).isEmpty();
  }
}
