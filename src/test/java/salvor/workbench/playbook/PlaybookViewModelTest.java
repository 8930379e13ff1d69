package salvor.workbench.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Target;
import salvor.jobs.Jobs;
import salvor.playbook.BuiltIn;
import salvor.playbook.Isolation;
import salvor.playbook.Playbook;
import salvor.playbook.RunLog;
import salvor.report.DwellTimes;
import salvor.report.ResponseReading;
import salvor.report.Suspects;
import salvor.timeline.CutOff;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.playbook.PlaybookViewModel.Stage;

/** Runs a playbook in a ledger, without a window. */
@Timeout(60)
class PlaybookViewModelTest {
  private static final Instant COMPROMISED = Instant.parse("2026-11-27T10:00:00Z");
  private @TempDir Path folder;
  private final LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
  private Instant now = Instant.parse("2026-11-27T12:00:00Z");
  private final InstantSource clock = () -> now;
  private CaseLedger ledger;
  private List<Isolation.Suspect> suspects = List.of();
  private PlaybookViewModel model;

  /** Something was compromised at ten, and nothing told it. */
  private final Incident incident =
      new Incident() {
        @Override
        public Object version() {
          return suspects;
        }

        @Override
        public DwellTimes times() {
          try {
            CutOff cut = ResponseReading.of(ledger, suspects).cutOff();
            Long since = cut.since();
            return new DwellTimes(
                COMPROMISED,
                null,
                since == null ? null : Suspects.ofNanos(since),
                cut.share(),
                false);
          } catch (IOException cause) {
            throw new UncheckedIOException(cause);
          }
        }

        @Override
        public Instant now() {
          return now;
        }
      };

  @BeforeEach
  void begin() throws Exception {
    Files.createDirectories(folder.resolve("team"));
    ledger = CaseLedger.in(folder.resolve("case"), clock);
    model = model();
  }

  private PlaybookViewModel model() {
    return new PlaybookViewModel(
        () -> ledger, incident, folder.resolve("team"), new Jobs(), turns::add, clock);
  }

  private void until(BooleanSupplier holds) throws InterruptedException {
    while (!holds.getAsBoolean()) {
      Runnable next = turns.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("something more happens").isNotNull();
      next.run();
    }
  }

  private void later(int seconds) {
    now = now.plusSeconds(seconds);
    model.looked();
  }

  private List<Offer> offers() throws Exception {
    model.looked();
    until(() -> model.stage().get() instanceof Stage.Choosing);
    return ((Stage.Choosing) model.stage().get()).offers();
  }

  private StepShown step(int number) {
    return ((Stage.Running) model.stage().get()).steps().get(number - 1);
  }

  private void running(String name) throws Exception {
    Playbook playbook = BuiltIn.named(name).orElseThrow();
    offers();
    model.begin(playbook);
    until(() -> model.stage().get() instanceof Stage.Running);
  }

  private void looked(String result) throws Exception {
    ledger.write(
        ledger
            .entry(Deed.ACTION, "a test")
            .on(Target.of(null, null).in("shop", "web", "u1"))
            .asked(Map.of("verb", "look-inside", "purpose", "after"), Map.of("result", result)));
  }

  @Test
  void offersThoseOfTheProgramAndOfTheTeamAndSaysWhatIsWrongWithAFile() throws Exception {
    Files.writeString(
        folder.resolve("team/own.yaml"),
        BuiltIn.named("web-shell").orElseThrow().text().replace("name: web-shell", "name: own"));
    Files.writeString(
        folder.resolve("team/bad.yml"),
        """
        kind: salvor.io/playbook:1.0.0
        name: bad
        title: "\\e[2J"
        steps:
          - {id: a, task: isolate, title: A, gate: {contained: perhaps}}
        """);
    Files.writeString(folder.resolve("team/notes.txt"), "no playbook");
    List<Offer> offers = offers();
    assertThat(offers).extracting(Offer::name).startsWith(BuiltIn.NAMES.toArray(String[]::new));
    assertThat(offers).extracting(Offer::name).endsWith("bad.yml", "own").hasSize(7);
    assertThat(offers.get(5).playbook()).isNull();
    assertThat(offers.get(5).problems())
        .containsExactly(
            "bad.yml:5: steps[0].gate.contained: is never perhaps; use one of undone, requested,"
                + " not-enforced, alarmed, accepted, partial, verified");
    assertThat(ledger.file().orElseThrow()).as("to look is no run").doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereHasNone() throws Exception {
    offers();
    model.lookIn(folder.resolve("gone"));
    until(() ->
        model.stage().get() instanceof Stage.Choosing choosing
            && choosing.folder().equals(folder.resolve("gone")));
    assertThat(((Stage.Choosing) model.stage().get()).offers()).hasSize(5);
  }

  @Test
  void aStepIsDoneByWhatTheLedgerTellsAndNeverByATick() throws Exception {
    running("web-shell");
    assertThat(step(1).chip()).isEqualTo("\u25cf NOW");
    assertThat(step(2).chip()).isEqualTo("\u25cb to come");
    assertThat(step(1).againstDone())
        .isEqualTo("Not done: 1 of 1 condition of its gate does not hold.");
    assertThat(step(1).gate().getFirst().words())
        .isEqualTo("The pods are seen from inside to be cut off: nothing was done so far");
    model.done(step(1), "I say so");
    until(() -> !model.trouble().get().isEmpty());
    assertThat(model.trouble().get())
        .isEqualTo("Not written down: the gate of isolate does not hold");
    looked("not-enforced");
    later(2);
    until(() -> step(1).gate().getFirst().isObserved());
    assertThat(step(1).gate().getFirst().words()).endsWith(": the network does not hold to it");
    assertThat(step(1).toState()).as("nothing is stated against what was seen").isEmpty();
    looked("verified");
    later(2);
    until(() -> step(1).look() == StepShown.Look.READY);
    later(60);
    model.done(step(1), "bundle 7");
    until(() -> step(1).look() == StepShown.Look.DONE);
    assertThat(step(1).said()).startsWith("Said done by ").endsWith(": bundle 7");
    assertThat(step(1).time(now)).isEqualTo("took 1m 4s");
    assertThat(step(2).chip()).isEqualTo("\u25cf NOW");
    looked("partial");
    later(2);
    until(() -> step(1).look() == StepShown.Look.NO_MORE);
  }

  @Test
  void whatIsLeftOutAndWhoIsToDoItStandInTheLedger() throws Exception {
    running("web-shell");
    model.assign(step(2), "ann\u001b[2J");
    until(() -> step(2).owner().startsWith("ann"));
    assertThat(step(2).owner()).doesNotContain("\u001b");
    model.skip(step(1), "cut off at the switch");
    until(() -> step(1).look() == StepShown.Look.SKIPPED);
    assertThat(step(1).deviations()).singleElement().asString().contains("was left out by");
    assertThat(Files.readString(ledger.file().orElseThrow()))
        .contains("\"deviation\":\"skipped:isolate\"");
    model.state(step(2).toState().getFirst(), "ann holds the disk");
    until(() -> step(2).gate().getFirst().holds());
    assertThat(step(2).gate().getFirst().words()).endsWith(", stated by a person and not observed");
  }

  @Test
  void anotherProgramAndTheNextStartSeeTheSameRun() throws Exception {
    running("token-theft");
    Playbook own = BuiltIn.named("web-shell").orElseThrow();
    RunLog terminal = new RunLog(CaseLedger.in(folder.resolve("case"), clock));
    terminal.begin(own, "by the terminal");
    terminal.skip(own, "isolate", "not needed");
    later(2);
    until(() -> ((Stage.Running) model.stage().get()).begun().size() == 2);
    assertThat(((Stage.Running) model.stage().get()).course().playbook().name())
        .as("what was chosen stays")
        .isEqualTo("token-theft");
    model = model();
    model.looked();
    until(() -> model.stage().get() instanceof Stage.Running);
    assertThat(((Stage.Running) model.stage().get()).course().playbook().name())
        .as("after a start the last that was begun")
        .isEqualTo("web-shell");
    assertThat(step(1).look()).isEqualTo(StepShown.Look.SKIPPED);
    model.goOn("token-theft");
    until(() ->
        ((Stage.Running) model.stage().get()).course().playbook().name().equals("token-theft"));
    model.another();
    until(() -> model.stage().get() instanceof Stage.Choosing);
    assertThat(((Stage.Choosing) model.stage().get()).begun())
        .containsExactly("token-theft", "web-shell");
  }

  @Test
  void aRunThatWasBegunByMistakeIsEndedForAReason() throws Exception {
    running("web-shell");
    assertThat(((Stage.Running) model.stage().get()).titles())
        .containsEntry("web-shell", "Commands through a web server");
    model.skip(step(1), "not needed");
    until(() -> step(1).look() == StepShown.Look.SKIPPED);
    model.end(" ");
    until(() -> !model.trouble().get().isEmpty());
    assertThat(model.trouble().get()).endsWith("say why");
    model.end("the wrong one");
    until(() -> model.stage().get() instanceof Stage.Choosing);
    assertThat(Files.readString(ledger.file().orElseThrow()))
        .contains("\"act\":\"end\"", "the wrong one");
    model.begin(BuiltIn.named("web-shell").orElseThrow());
    until(() -> model.stage().get() instanceof Stage.Running);
    assertThat(step(1).look()).as("what was said was of another run").isEqualTo(StepShown.Look.NOW);
    assertThat(step(1).deviations()).isEmpty();
  }

  @Test
  void theClocksStopAtVerifiedAndAtNothingLess() throws Exception {
    running("web-shell");
    assertThat(model.dwell().get().sinceCompromise()).isEqualTo("02:00:00");
    assertThat(model.dwell().get().sinceDetection()).as("nobody told it").isEmpty();
    looked("partial");
    later(10);
    until(() -> step(1).gate().getFirst().isObserved());
    assertThat(model.dwell().get().sinceCompromise()).isEqualTo("02:00:10");
    assertThat(model.dwell().get().stopped()).isEmpty();
    looked("verified");
    later(5);
    until(() -> !model.dwell().get().stopped().isEmpty());
    later(3600);
    assertThat(model.dwell().get().sinceCompromise()).isEqualTo("02:00:10");
    assertThat(model.dwell().get().stopped()).contains("VERIFIED cut off 12:00:10 UTC");
  }

  @Test
  void theClocksGoOnWhileAnotherPodIsOutOfProfileAndNotCutOff() throws Exception {
    suspects =
        List.of(
            new Isolation.Suspect("shop/web", "u1", null),
            new Isolation.Suspect("shop/web-2", "u2", null),
            new Isolation.Suspect("shop/gone", "u3", now.plusSeconds(1)));
    running("web-shell");
    looked("verified");
    later(5);
    until(() -> !model.dwell().get().partly().isEmpty());
    assertThat(model.dwell().get().stopped()).isEmpty();
    assertThat(model.dwell().get().partly())
        .isEqualTo("\u25d1 2 of 3 pods out of profile are cut off: both go on until all are");
    later(60);
    assertThat(model.dwell().get().sinceCompromise()).isEqualTo("02:01:05");
    suspects = suspects.subList(0, 1);
    later(5);
    until(() -> !model.dwell().get().stopped().isEmpty());
    assertThat(model.dwell().get().partly()).isEmpty();
  }

  @Test
  void sayThatAStepIsLateWhileItIs() throws Exception {
    running("web-shell");
    assertThat(step(1).time(now)).isEqualTo("for 0s, 15m 0s left");
    assertThat(step(1).isLate(now.plusSeconds(901))).isTrue();
    assertThat(step(1).time(now.plusSeconds(960))).isEqualTo("for 16m 0s, \u25b2 1m 0s late");
  }

  @Test
  void anActIsACommandOfTheWindowOrSaysWhereElseItIsDone() throws Exception {
    Playbook playbook = BuiltIn.named("web-shell").orElseThrow();
    Act act = Act.of(playbook.step("isolate").orElseThrow()).getFirst();
    Commands commands = new Commands();
    assertThat(act.against(commands))
        .isEqualTo("This window cannot do it; in the terminal: salvor contain apply");
    boolean[] chosen = {false};
    int[] ran = {0};
    commands.add(
        Command.of("pods.isolate", "Cluster", "Isolate", "Shift+I", "", () -> ran[0]++)
            .when(() -> chosen[0]));
    assertThat(act.against(commands)).isEqualTo("Choose a pod in the tab Pods first");
    act.run(commands);
    assertThat(ran[0]).isZero();
    chosen[0] = true;
    assertThat(act.against(commands)).isEmpty();
    act.run(commands);
    assertThat(ran[0]).isEqualTo(1);
    assertThat(Act.of(playbook.step("revoke").orElseThrow()))
        .extracting(Act::id)
        .containsExactly("pods.revoke");
  }
}
