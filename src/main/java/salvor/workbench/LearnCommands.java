package salvor.workbench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javafx.scene.Node;
import salvor.workbench.baseline.CaseGround;
import salvor.workbench.baseline.LearnSheet;
import salvor.workbench.baseline.LearnViewModel;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;

/** From the open case to a baseline of what was normal in it. */
final class LearnCommands {
  private LearnCommands() {}

  static void add(Session session, WorkbenchViewModel model, Opener opener, Node window) {
    session
        .commands()
        .add(
            Command.of(
                "baseline.learn",
                Menus.CASE,
                "Learn a baseline from this case\u2026",
                "",
                "What was normal in a window of time, as salvor baseline learn learns it",
                () -> LearnSheet.open(window, model(session, model, opener))));
  }

  private static LearnViewModel model(Session session, WorkbenchViewModel model, Opener opener) {
    Investigation shown = session.investigation();
    return new LearnViewModel(
        new CaseGround(shown.opened(), files -> judge(shown, files, model, opener)),
        opener.library(),
        model.running()::add,
        model.jobs(),
        model.fx(),
        InstantSource.system());
  }

  private static void judge(
      Investigation shown, List<Path> files, WorkbenchViewModel model, Opener opener) {
    shown
        .opened()
        .folder()
        .ifPresent(folder -> model.open(opener.judgedBy(folder, shown.name(), files)));
  }
}
