package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import salvor.workload.ImageDigest;

class VersionsTest {
  private static final Version.Signature ANN =
      new Version.Signature("Ann", "why", Instant.parse("2026-11-26T21:00:00Z"));

  /** Does one of many things to versions of two containers and two images, where it makes sense. */
  private static List<LibraryAct> with(List<LibraryAct> acts, int choice) {
    Versions now = Versions.of(acts);
    Optional<LibraryAct> act =
        switch (choice % 5) {
          case 0, 1 -> Optional.of(act(now, LibraryAct.Kind.KEEP, made(now, choice), 0));
          case 2 -> moved(now, choice, VersionState.APPROVED);
          case 3 -> moved(now, choice, VersionState.REJECTED);
          default ->
              choice % 2 == 0
                  ? now.undoable().map(a -> act(now, LibraryAct.Kind.UNDO, null, a.number()))
                  : now.redoable().map(a -> act(now, LibraryAct.Kind.REDO, null, a.number()));
        };
    List<LibraryAct> all = new ArrayList<>(acts);
    act.ifPresent(all::add);
    return all;
  }

  private static LibraryAct act(Versions now, LibraryAct.Kind kind, Version made, long of) {
    return new LibraryAct(
        now.nextAct(), kind, ANN, made == null ? List.of() : List.of(made), List.of(), of);
  }

  private static Version made(Versions now, int choice) {
    Profile.Key key =
        new Profile.Key(
            "shop",
            null,
            choice % 3 == 0 ? "web" : "api",
            "c",
            new ImageDigest("sha256:" + String.valueOf(choice % 2).repeat(64)));
    return new Version(
        now.next(key.text()),
        key,
        "a".repeat(64),
        1,
        0,
        VersionState.DRAFT,
        LibraryAct.Kind.KEEP,
        ANN,
        List.of(),
        List.of());
  }

  private static Optional<LibraryAct> moved(Versions now, int choice, VersionState to) {
    if (now.all().isEmpty()) {
      return Optional.empty();
    }
    Version version = now.all().get(choice / 5 % now.all().size());
    try {
      return Optional.of(
          new LibraryAct(
              now.nextAct(),
              to == VersionState.APPROVED ? LibraryAct.Kind.APPROVE : LibraryAct.Kind.REJECT,
              ANN,
              List.of(),
              now.moving(version, to),
              0));
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private static List<LibraryAct> acts(Random random) {
    List<LibraryAct> acts = List.of();
    for (int i = random.nextInt(40); i > 0; i--) {
      acts = with(acts, random.nextInt(1000));
    }
    return acts;
  }

  @Property
  void ofOneContainerAndImageOneVersionIsApprovedAtMost(@ForAll Random random) {
    assertThat(Versions.of(acts(random)).approved())
        .extracting(Version::key)
        .doesNotHaveDuplicates();
  }

  @Property
  void whatIsUndoneAndDoneAgainIsAsBefore(@ForAll Random random) {
    List<LibraryAct> acts = acts(random);
    Versions before = Versions.of(acts);
    List<LibraryAct> undone = with(acts, 4);
    if (before.undoable().isPresent()) {
      assertThat(Versions.of(undone).redoable()).isEqualTo(before.undoable());
      List<LibraryAct> again = with(undone, 9);
      assertThat(Versions.of(again).all()).isEqualTo(before.all());
      assertThat(Versions.of(with(again, 0)).all())
          .startsWith(before.all().toArray(Version[]::new));
    }
  }

  @Property
  void allIsUndoneOneByOneAndNoNumberIsGivenTwice(@ForAll Random random) {
    List<LibraryAct> acts = acts(random);
    List<Version.Ref> made =
        acts.stream().flatMap(a -> a.made().stream()).map(Version::ref).toList();
    assertThat(made).hasSameSizeAs(new HashSet<>(made));
    while (Versions.of(acts).undoable().isPresent()) {
      acts = with(acts, 4);
    }
    assertThat(Versions.of(acts).all()).isEmpty();
  }

  @Test
  void aNameAndNumberAreReadFromTheLastSign() {
    assertThat(Version.Ref.of("a@b@12")).contains(new Version.Ref("a@b", 12));
    assertThat(Version.Ref.of("a\n@1")).contains(new Version.Ref("a\n", 1));
    for (String none : List.of("a", "a@", "a@0", "@1", "a@-1", "a@9999999999")) {
      assertThat(Version.Ref.of(none)).as(none).isEmpty();
    }
  }
}
