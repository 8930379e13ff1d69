package salvor.workbench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Judge;
import salvor.baseline.Peer;
import salvor.baseline.Phase;
import salvor.baseline.Profile;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.baseline.Unit;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.triage.BaselineUses;
import salvor.workbench.baseline.BaselinesViewModel.Wanted;
import salvor.workbench.baseline.PageNode.Content;
import salvor.workbench.selection.Selection;
import salvor.workbench.selection.Sight;
import salvor.workload.Inventory;

/** The page of a baseline, without a window. */
class BaselinesViewModelTest {
  private final Story story = new Story();
  private final Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
  private final List<Element> elements = new ArrayList<>();
  private final List<Unit> units = new ArrayList<>();
  private final Selection selection = new Selection();
  private final Sight sight = new Sight();
  private final List<String> filtered = new ArrayList<>();
  private final SimpleObjectProperty<Map<String, String>> cautions =
      new SimpleObjectProperty<>(Map.of());

  private void knows(Trait trait, String... in) {
    elements.add(element(trait, List.of(), in));
    states.putIfAbsent(trait.facet(), FacetState.STABLE);
  }

  private static Element element(Trait trait, List<Element> members, String... in) {
    return new Element(
        trait, List.of(in), 1_000L, 2_000L, Set.of(Phase.STEADY), List.of("log:7"), members);
  }

  private static Trait exec(@Nullable String parent, String executable, String shape) {
    return new Trait.Exec(executable, null, parent, shape, null, null);
  }

  private static Trait file(String path) {
    return new Trait.File(path, Trait.File.Access.WRITE, null);
  }

  private void writes(String path) {
    story.act(2, "/bin/app", new Activity.FileWritten(path, null));
  }

  private BaselinesViewModel model() {
    Profile profile =
        new Profile(
            "shop/web:web",
            new Profile.Key("shop", null, "web", "web", Story.DIGEST),
            states,
            elements,
            units,
            List.of(),
            "test");
    Observations all = story.observations();
    Evidence evidence = new Evidence(List.of(), all, Inventory.EMPTY);
    Judge judge = new Judge(List.of(profile), Inventory.EMPTY);
    Verdicts verdicts = judge.judge(all, Progress.NONE);
    return new BaselinesViewModel(
        BaselineUses.of(evidence, verdicts, judge.matching(), null, Progress.NONE),
        (rows, progress) -> BaselineUses.of(evidence, verdicts, judge.matching(), rows, progress),
        evidence,
        cautions,
        selection,
        sight,
        filtered::add,
        new Jobs(),
        Runnable::run);
  }

  private static List<String> words(BaselinesViewModel model) {
    LineWords words = new LineWords(model);
    return model.rows().get().stream()
        .map(row -> "  ".repeat(row.level()) + words.of(row, false).title())
        .toList();
  }

  private static PageRow row(BaselinesViewModel model, String title) {
    LineWords words = new LineWords(model);
    return model.rows().get().stream()
        .filter(r -> isIn(title, words.of(r, false).title()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(title + " in " + words(model)));
  }

  /** A name of one letter is the whole of it. */
  private static boolean isIn(String title, String line) {
    return title.length() == 1 ? line.equals(title) : line.contains(title);
  }

  private static PageLine line(BaselinesViewModel model, String title) {
    return new LineWords(model).of(row(model, title), true);
  }

  @Test
  void showsProgramsBelowThoseThatStartThem() {
    knows(exec(Trait.Exec.RUNTIME, "/bin/app", ""));
    knows(exec("/bin/sh", "/bin/cat", "<path>"));
    knows(exec("/bin/app", "/bin/sh", "-c {cat}"));
    knows(exec("/bin/app", "/bin/sh", "-c {ls}"));
    knows(exec("/bin/cron", "/bin/run", ""));
    assertThat(words(model()))
        .containsSubsequence(
            "Programs",
            "  Started by the container runtime",
            "    /bin/app",
            "      /bin/sh",
            "        /bin/sh -c {cat}",
            "        /bin/sh -c {ls}",
            "        /bin/cat <path>",
            "  Started by /bin/cron",
            "    /bin/run");
  }

  @Test
  void programsThatStartEachOtherStandOnce() {
    knows(exec("/bin/a", "/bin/b", ""));
    knows(exec("/bin/b", "/bin/a", ""));
    knows(exec("/bin/a", "/bin/a", "again"));
    List<String> words = words(model());
    assertThat(words).filteredOn(w -> w.strip().startsWith("/bin/")).hasSize(3);
  }

  @Test
  void aChainOfThousandsIsNotSetInWithoutEnd() {
    for (int i = 0; i < 5_000; i++) {
      knows(exec(i == 0 ? Trait.Exec.RUNTIME : "/p" + (i - 1), "/p" + i, ""));
    }
    BaselinesViewModel model = model();
    model.openAll(row(model, "Programs"));
    assertThat(model.rows().get())
        .filteredOn(r -> r.node().content() instanceof Content.Known)
        .hasSize(5_000)
        .allMatch(r -> r.level() <= ProgramTree.DEEPEST + 1);
  }

  @Test
  void showsFilesByDirectoryAndWhatAPatternWasMadeFrom() {
    elements.add(
        element(
            file("/var/log/\u22ef"),
            List.of(
                element(file("/var/log/1"), List.of()), element(file("/var/log/2"), List.of()))));
    knows(file("/srv/a"));
    knows(file("/srv/b"));
    states.put(Facet.FILE_WRITE, FacetState.STABLE);
    BaselinesViewModel model = model();
    assertThat(words(model))
        .containsSubsequence(
            "Files written", "  /srv/", "    a", "    b", "  /var/log/\u22ef (a pattern of 2)");
    model.open(row(model, "a pattern of 2"), true);
    assertThat(words(model)).contains("    write /var/log/1", "    write /var/log/2");
  }

  @Test
  void saysHowOftenEachElementWasSeenAndWhichNever() {
    knows(file("/srv/a"), "u 1");
    knows(file("/srv/b"), "u 1");
    units.add(new Unit("u 1", null, null, EnumSet.allOf(Facet.class), false));
    writes("/srv/a");
    writes("/srv/a");
    BaselinesViewModel model = model();
    assertThat(line(model, "a").inCase()).isEqualTo("2 events");
    assertThat(line(model, "a").support()).isEqualTo("1 of 1");
    assertThat(line(model, "b").inCase()).isEqualTo("not seen");
    model.wanted().set(Wanted.UNSEEN);
    assertThat(words(model)).contains("    b").doesNotContain("    a");
  }

  @Test
  void doesNotCallUnseenWhatNoSensorRecorded() {
    knows(
        new Trait.Network(
            Trait.Network.Direction.OUT, new Peer.Address("10.0.0.1"), 80, "tcp", null));
    knows(file("/srv/a"));
    writes("/srv/a");
    BaselinesViewModel model = model();
    assertThat(line(model, "10.0.0.1").inCase()).isEqualTo("not recorded");
    assertThat(line(model, "Connections").remarks())
        .anyMatch(r -> r.text().contains("No sensor recorded such things in this case"));
  }

  @Test
  void listsBelowEachPartWhatFallsOutsideAndSelectsItsEvent() {
    knows(file("/srv/a"));
    writes("/srv/a");
    writes("/etc/x");
    BaselinesViewModel model = model();
    assertThat(words(model))
        .containsSubsequence(
            "Files written",
            "  /srv/a",
            "  Falls outside in this case: 1 act, 1 event",
            "    write /etc/x by app");
    model.choose(row(model, "/etc/x"));
    assertThat(selection.row().get()).isEqualTo(1);
    assertThat(Objects.requireNonNull(model.current().get()).label())
        .isEqualTo("write /etc/x by app");
  }

  @Test
  void namesWhatAPartMayNotJudgeAndWhy() {
    knows(file("/srv/a"));
    states.put(Facet.FILE_WRITE, FacetState.TRUNCATED);
    writes("/etc/x");
    BaselinesViewModel model = model();
    assertThat(words(model)).contains("  Not judged: 1 act, 1 event (baseline incomplete)");
    assertThat(line(model, "Files written").state()).isEqualTo(FacetState.TRUNCATED);
    assertThat(line(model, "Files written").remarks().getLast().text())
        .endsWith("it stays Unknown. Why: its source says that it is cut.");
  }

  @Test
  void followsTheSelectedEventAndOpensTheWayToIt() {
    IntStream.range(0, 400).forEach(i -> knows(file("/srv/" + (i % 2) + "/f" + i + "x")));
    writes("/srv/1/f7x");
    BaselinesViewModel model = model();
    assertThat(model.current().get()).isNull();
    assertThat(words(model)).doesNotContain("    f7x");
    selection.select(0);
    assertThat(words(model)).contains("    f7x");
    assertThat(Objects.requireNonNull(model.current().get()).label()).isEqualTo("f7x");
  }

  @Test
  void findsATextAndWhatStandsAboveIt() {
    knows(file("/srv/a"));
    knows(file("/var/b"));
    writes("/etc/SRV");
    BaselinesViewModel model = model();
    model.search().set("srv");
    assertThat(words(model))
        .containsExactly(
            "Files written",
            "  /srv/a",
            "  Falls outside in this case: 1 act, 1 event",
            "    write /etc/SRV by app");
    model.search().set("nothing has this");
    assertThat(model.rows().get()).isEmpty();
    model.reveal();
    assertThat(model.search().get()).isEmpty();
  }

  @Test
  void hasTheFilterLeaveTheEventsOfALine() {
    knows(file("/srv/\u22ef"));
    writes("/srv/1");
    BaselinesViewModel model = model();
    model.showEvents(row(model, "/srv/"));
    assertThat(filtered)
        .containsExactly("baseline=shop/web:web and verdict=in and element=\"write /srv/\u22ef\"");
  }

  @Test
  void tellsWhatTheFilterLeaves() throws Exception {
    knows(file("/srv/a"));
    writes("/srv/a");
    writes("/srv/a");
    BaselinesViewModel model = model();
    BitSet rows = new BitSet();
    rows.set(1);
    CountDownLatch done = new CountDownLatch(1);
    model
        .inSight()
        .told()
        .subscribe(told -> {
          if (told.startsWith("Counts")) {
            done.countDown();
          }
        });
    sight.show(rows);
    done.await();
    assertThat(line(model, "/srv/a").inCase()).isEqualTo("1 of 2");
    sight.show(null);
    assertThat(line(model, "/srv/a").inCase()).isEqualTo("2 events");
  }

  @Test
  void saysHowCompleteAPartIsOnlyWhereThatIsKnown() {
    for (int day = 1; day <= 2; day++) {
      units.add(new Unit("web-1 2026-11-0" + day, null, null, EnumSet.of(Facet.FILE_WRITE), false));
    }
    knows(file("/srv/a"), "web-1 2026-11-01", "web-1 2026-11-02");
    assertThat(complete()).isEqualTo("Not enough to say: 2 of 3 pod-days watched");
    units.add(new Unit("web-1 2026-11-03", null, null, EnumSet.of(Facet.FILE_WRITE), false));
    assertThat(complete())
        .isEqualTo("All of it was seen in two or more of 3 pod-days: nothing new is expected");
    knows(file("/srv/b"), "web-1 2026-11-01");
    assertThat(complete())
        .isEqualTo("83 % of what the next pod-day does is known, 0.2 new expected");
  }

  private String complete() {
    return line(model(), "Files written").remarks().getFirst().text();
  }

  @Test
  void saysWhatIsDoubtfulAboutABaseline() {
    knows(file("/srv/a"));
    BaselinesViewModel model = model();
    cautions.set(Map.of("shop/web:web", "It may have learned the attack."));
    assertThat(line(model, "shop/web:web").remarks().getFirst().text())
        .isEqualTo("It may have learned the attack.");
  }

  @Test
  void tellsWhatToDoWhereThereIsNoBaseline() {
    story.act(2, "/bin/app", new Activity.FileWritten("/srv/a", null));
    Observations all = story.observations();
    Evidence evidence = new Evidence(List.of(), all, Inventory.EMPTY);
    Judge judge = new Judge(List.of(), Inventory.EMPTY);
    Verdicts verdicts = judge.judge(all, Progress.NONE);
    BaselinesViewModel model =
        new BaselinesViewModel(
            BaselineUses.of(evidence, verdicts, judge.matching(), null, Progress.NONE),
            (_, _) -> {
              throw new AssertionError("no filter was set");
            },
            evidence,
            cautions,
            selection,
            sight,
            filtered::add,
            new Jobs(),
            Runnable::run);
    assertThat(model.entries()).containsExactly(BaselinesViewModel.NONE);
    assertThat(line(model, "No baseline").remarks().toString()).contains("salvor baseline learn");
    assertThat(words(model)).contains("1 container without a baseline");
  }

  @Test
  void showsNothingOfHostileNamesRaw() {
    knows(file("/srv/\u202e\u001b[31m"));
    knows(exec(null, "/bin/a\u0000b", ""));
    assertThat(words(model()))
        .noneMatch(
            w -> w.indexOf('\u202e') >= 0 || w.indexOf('\u001b') >= 0 || w.indexOf('\0') >= 0);
  }
}
