package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.triage.FilterFact;
import salvor.workbench.commands.Choice;
import salvor.workbench.commands.ContextMenus;
import salvor.workbench.wording.VisibleText;

/**
 * What can be done with the selected event, where it was pointed at: on the timeline, in a table,
 * in a tree. Everything that is selected anywhere is an event.
 */
final class EventMenu {
  private static final int LIMIT = 60;
  private static final List<Choice> ALWAYS =
      List.of(
          new Choice.Line(),
          new Choice.Known("copy.text"),
          new Choice.Known("copy.json"),
          new Choice.Known("copy.raw"),
          new Choice.Line(),
          new Choice.Known("mark.star"),
          new Choice.Known("mark.tag"),
          new Choice.Known("mark.comment"),
          new Choice.Known("mark.milestone"),
          new Choice.Known("mark.accept"),
          new Choice.Line(),
          new Choice.Known("go.context"),
          new Choice.Known("compare.replica"),
          new Choice.Known("compare.around"));

  private final Session session;
  private final ContextMenus menus;

  private EventMenu(Session session) {
    this.session = session;
    this.menus = new ContextMenus(session.commands());
  }

  /** Has the menu shown wherever an event can be pointed at below a node. */
  static void install(Node view, Session session) {
    view.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, new EventMenu(session)::show);
  }

  private void show(ContextMenuEvent event) {
    int row = session.selection().row().get();
    if (row < 0 || !(event.getTarget() instanceof Node target) || writes(target)) {
      return;
    }
    menus.show(target, choices(row), event.getScreenX(), event.getScreenY());
    event.consume();
  }

  /** Where text stands that can be marked, the toolkit has a menu of its own. */
  private static boolean writes(@Nullable Node target) {
    for (Node at = target; at != null; at = at.getParent()) {
      if (at instanceof TextInputControl) {
        return true;
      }
    }
    return false;
  }

  private List<Choice> choices(int row) {
    Evidence evidence = session.investigation().opened().evidence();
    var observations = evidence.observations();
    List<FilterFact> facts =
        FilterFact.of(
            observations.get(row),
            session.investigation().opened().verdicts().judgement(row),
            evidence.sources().get(observations.sourceId(row)).path());
    List<Choice> only = new ArrayList<>();
    List<Choice> without = new ArrayList<>();
    for (FilterFact fact : facts) {
      String text =
          fact.field().names().getFirst() + "  " + VisibleText.middle(shown(fact.value()), LIMIT);
      only.add(new Choice.Act(text, () -> session.filter().add(fact.term())));
      without.add(new Choice.Act(text, () -> session.filter().exclude(fact.term())));
    }
    List<Choice> all = new ArrayList<>();
    all.add(new Choice.More("Only events with the same", only));
    all.add(new Choice.More("Leave out events with the same", without));
    all.addAll(ALWAYS);
    return all;
  }

  private static String shown(String value) {
    return VisibleText.command(value.length() <= 400 ? value : value.substring(0, 400));
  }
}
