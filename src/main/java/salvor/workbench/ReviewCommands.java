package salvor.workbench;

import java.util.function.Consumer;
import javafx.scene.control.TabPane;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Menus;
import salvor.workbench.review.ReviewView;

/** To the review of the incident, and to the folder of changes that comes of it. */
final class ReviewCommands {
  private ReviewCommands() {}

  static void add(Session session, TabPane tabs) {
    session
        .commands()
        .add(
            Command.of(
                "go.review",
                Menus.GO,
                "Review the incident",
                "R",
                "The attacker against the baselines, and what to change",
                () -> with(tabs, ReviewView::focusList)));
    session
        .commands()
        .add(
            Command.of(
                    "export.changes",
                    Menus.CASE,
                    "Export a change set\u2026",
                    "",
                    "The chosen rules, baselines and policies, signed, as salvor review --out writes"
                        + " them",
                    () -> with(tabs, ReviewView::export))
                .when(() -> session.review().isMade()));
  }

  private static void with(TabPane tabs, Consumer<ReviewView> act) {
    tabs.getTabs().stream()
        .filter(tab -> tab.getContent() instanceof ReviewView)
        .findFirst()
        .ifPresent(tab -> {
          tabs.getSelectionModel().select(tab);
          act.accept((ReviewView) tab.getContent());
        });
  }
}
