package salvor.workbench;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.triage.FilterFact;
import salvor.workbench.commands.Choice;
import salvor.workbench.commands.ContextMenus;
import salvor.workbench.commands.Subject;
import salvor.workbench.commands.SubjectView;
import salvor.workbench.fx.Clip;
import salvor.workbench.wording.VisibleText;

/**
 * What can be done with the selected event, where it was pointed at: on the timeline, in a table.
 * Rows that are no events but tell of several, such as peers, have a menu of their own.
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
          new Choice.Known("go.baseline"),
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
    view.addEventHandler(KeyEvent.KEY_PRESSED, EventMenu::key);
  }

  /** Not every desktop makes a wish for a menu of these keys. */
  private static void key(KeyEvent event) {
    boolean wanted =
        event.getCode() == KeyCode.CONTEXT_MENU
            || (event.getCode() == KeyCode.F10 && event.isShiftDown());
    if (!wanted || !(event.getTarget() instanceof Node target) || writes(target)) {
      return;
    }
    Node at =
        target.queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM) instanceof Node row
            ? row
            : target;
    Bounds on = at.getBoundsInLocal();
    Point2D within = new Point2D(on.getCenterX() / 2, on.getCenterY());
    Point2D here = target.sceneToLocal(at.localToScene(within));
    Point2D screen = at.localToScreen(within);
    target.fireEvent(
        new ContextMenuEvent(
            ContextMenuEvent.CONTEXT_MENU_REQUESTED,
            here.getX(),
            here.getY(),
            screen.getX(),
            screen.getY(),
            true,
            null));
    event.consume();
  }

  private void show(ContextMenuEvent event) {
    for (Node at = event.getTarget() instanceof Node node ? node : null;
        at != null;
        at = at.getParent()) {
      if (at instanceof SubjectView view) {
        showSubject(view, event);
        return;
      }
    }
    showEvent(event);
  }

  private void showSubject(SubjectView view, ContextMenuEvent event) {
    if (event.getTarget() instanceof Node target) {
      int place = event.isKeyboardTrigger() ? view.focused() : SubjectView.place(target);
      List<Choice> choices = view.subject(place).map(this::choices).orElse(List.of());
      menus.show(target, choices, event.getScreenX(), event.getScreenY());
      event.consume();
    }
  }

  private List<Choice> choices(Subject subject) {
    List<Choice> all = new ArrayList<>();
    if (!subject.terms().isEmpty()) {
      all.add(
          new Choice.Act("Only " + subject.events(), () -> session.filter().add(subject.term())));
      all.add(
          new Choice.Act(
              "Leave out " + subject.events(), () -> session.filter().add(subject.without())));
      all.add(new Choice.Line());
    }
    Runnable first = subject.goToFirst();
    if (first != null) {
      all.add(new Choice.Act("Go to its first event", first));
      all.add(new Choice.Line());
    }
    all.add(new Choice.Act("Copy as text", () -> copy(subject, subject.text().get())));
    all.add(new Choice.Act("Copy as JSON", () -> copy(subject, subject.json().get())));
    return all;
  }

  private void copy(Subject subject, String text) {
    Clip.put(text);
    session.export().say("The " + subject.name() + " was copied");
  }

  private void showEvent(ContextMenuEvent event) {
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
