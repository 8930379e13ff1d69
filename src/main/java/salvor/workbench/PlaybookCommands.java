package salvor.workbench;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.util.Duration;
import salvor.casefile.CaseCustody;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyLedger;
import salvor.jobs.Jobs;
import salvor.report.DwellTimes;
import salvor.report.ResponseReading;
import salvor.timeline.CutOff;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.playbook.About;
import salvor.workbench.playbook.Incident;
import salvor.workbench.playbook.PlaybookPane;
import salvor.workbench.playbook.PlaybookViewModel;
import salvor.workbench.preferences.PreferencesFile;

/**
 * To the run of a playbook in the ledger of the case, or of the live case that was opened: what was
 * begun in the window of a cluster goes on there. A case that is kept nowhere has no run.
 */
final class PlaybookCommands {
  /** Nothing is chosen here that a step could be about. */
  private static final About NOTHING =
      new About() {
        @Override
        public void choose() {}

        @Override
        public String words() {
          return "";
        }
      };

  private PlaybookCommands() {}

  static void add(Session session, TabPane tabs, Jobs jobs, Executor fx) {
    Optional<CaseLedger> ledger = ledger(session.investigation().opened().custody());
    if (ledger.isEmpty()) {
      return;
    }
    PlaybookViewModel run =
        new PlaybookViewModel(
            ledger::get,
            new OfCase(session),
            PreferencesFile.beside("playbooks"),
            jobs,
            fx,
            InstantSource.system());
    Tab tab = PlaybookPane.tab(run, session.commands(), NOTHING);
    tab.setClosable(false);
    tabs.getTabs().add(tab);
    lookWhileShown(tab, tabs, run);
    session
        .commands()
        .add(
            Command.of(
                "go.playbook",
                Menus.GO,
                "Go by the playbook",
                "",
                "What is to be done next, and why a step is not over yet",
                () -> {
                  tabs.getSelectionModel().select(tab);
                  ((PlaybookPane) tab.getContent()).focusList();
                }));
  }

  /** That of a live case which was given as evidence, else the case's own. */
  private static Optional<CaseLedger> ledger(CaseCustody custody) {
    for (Path given : custody.given()) {
      if (Files.isRegularFile(given.resolve("recording.json"), LinkOption.NOFOLLOW_LINKS)
          && Files.isRegularFile(given.resolve(CustodyLedger.FILE), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(CaseLedger.in(given, InstantSource.system()));
      }
    }
    return Optional.of(custody.ledger()).filter(CaseLedger::isKept);
  }

  private static void lookWhileShown(Tab tab, TabPane tabs, PlaybookViewModel run) {
    Timeline everySecond = new Timeline(new KeyFrame(Duration.seconds(1), _ -> run.looked()));
    everySecond.setCycleCount(Animation.INDEFINITE);
    Runnable turn =
        () -> {
          if (tab.isSelected() && tabs.getScene() != null) {
            run.looked();
            everySecond.play();
          } else {
            everySecond.stop();
          }
        };
    tab.selectedProperty().addListener((_, _, _) -> turn.run());
    tabs.sceneProperty().addListener((_, _, _) -> turn.run());
  }

  /** By the ruler of the case, which knows what people set and what the ledgers tell. */
  private record OfCase(Session session) implements Incident {
    @Override
    public Object version() {
      return session.marking().ruler().get();
    }

    @Override
    public DwellTimes times() {
      CutOff now = ResponseReading.of(session.investigation().opened()).cutOff(); // it may go on
      return DwellTimes.of(session.marking().ruler().get().with(now));
    }

    @Override
    public Instant now() {
      return Instant.now();
    }
  }
}
