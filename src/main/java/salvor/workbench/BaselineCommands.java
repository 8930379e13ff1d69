package salvor.workbench;

import javafx.scene.Node;
import javafx.scene.control.TabPane;
import salvor.baseline.Verdicts;
import salvor.workbench.baseline.BaselinesViewModel;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.jobs.OnDemand;

/** From an event to what its baseline knows. */
final class BaselineCommands {
  private BaselineCommands() {}

  static void add(Session session, TabPane tabs) {
    Verdicts verdicts = session.investigation().opened().verdicts();
    session
        .commands()
        .add(
            Command.of(
                    "go.baseline",
                    Menus.GO,
                    "Show the event in its baseline",
                    "I",
                    "What the selected event is known as, or what it falls outside of",
                    () -> show(session, tabs))
                .when(() -> {
                  int row = session.selection().row().get();
                  return row >= 0 && verdicts.judgement(row).baseline() != null;
                }));
  }

  private static void show(Session session, TabPane tabs) {
    tabs.getTabs().stream()
        .filter(tab -> "tab-baselines".equals(tab.getId()))
        .findFirst()
        .ifPresent(tabs.getSelectionModel()::select);
    if (session.overviews().baselines().state().get()
        instanceof OnDemand.State.Made<BaselinesViewModel>(BaselinesViewModel model)) {
      model.reveal();
      Node page = tabs.lookup("#baseline-page");
      if (page != null) {
        page.requestFocus();
      }
    } // else it follows the selection as soon as it is made
  }
}
