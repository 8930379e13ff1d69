package salvor.workbench;

import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import salvor.workbench.casefile.MarkSheets;
import salvor.workbench.casefile.MarkingViewModel;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;
import salvor.workbench.commands.Menus;
import salvor.workbench.timeline.RulerViewModel;

/** What can be added to the selected events, and taken back. */
final class MarkCommands {
  private MarkCommands() {}

  static void add(Commands all, MarkSheets sheets, Node view) {
    MarkingViewModel model = sheets.model();
    BooleanSupplier selected = () -> model.selection().count() > 0;
    all.add(
        of(
            "mark.star",
            "Star",
            "X",
            "A star on the selected events, or off",
            model::star,
            selected));
    all.add(
        of(
            "mark.tag",
            "Tag",
            "T",
            "Tags the selected events, with the tags in use at hand",
            () -> sheets.tag(view),
            selected));
    all.add(
        of(
            "mark.comment",
            "Comment",
            "N",
            "Writes a comment about the selected events",
            () -> sheets.comment(view),
            selected));
    all.add(
        of(
            "mark.milestone",
            "Set a milestone",
            "M",
            "Says which milestone of the dwell ruler the selected event is",
            () -> sheets.milestone(view),
            selected));
    all.add(
        of(
            "mark.accept",
            "Accept as normal",
            "K",
            "Accepts the selected events, or all of their kind, for a reason",
            () -> sheets.accept(view),
            selected));
    all.add(
        of(
                "edit.undo",
                "Undo",
                "Shortcut+Z",
                "Takes the last edit of this case back",
                model::undo,
                () -> !model.undoable().get().isEmpty())
            .named(() -> named("Undo", model.undoable().get())));
    all.add(
        of(
                "edit.redo",
                "Redo",
                "Shortcut+Shift+Z",
                "Does again what was undone last",
                model::redo,
                () -> !model.redoable().get().isEmpty())
            .named(() -> named("Redo", model.redoable().get())));
  }

  /** The way from milestone to milestone, and what the ruler says of them. */
  static void addRuler(Commands all, MarkingViewModel model, RulerViewModel ruler) {
    BooleanSupplier some = () -> !ruler.isEmpty();
    all.add(
        Command.of(
                "ruler.next",
                Menus.GO,
                "Next milestone",
                "Shift+M",
                "Selects its event; after the last the first",
                ruler::next)
            .when(some));
    all.add(
        Command.of(
                "ruler.previous",
                Menus.GO,
                "Previous milestone",
                "",
                "Selects its event; before the first the last",
                ruler::previous)
            .when(some));
    ruler.told(model::setBy, () -> all.words("mark.milestone"));
  }

  private static String named(String verb, String what) {
    return what.isEmpty() ? verb : verb + ": " + what;
  }

  private static Command of(
      String id,
      String name,
      String keys,
      String explanation,
      Runnable action,
      BooleanSupplier enabled) {
    return Command.of(id, Menus.EDIT, name, keys, explanation, action).when(enabled);
  }
}
