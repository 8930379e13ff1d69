package salvor.workbench.comparison;

import java.util.function.Consumer;
import salvor.workbench.commands.Command;
import salvor.workbench.commands.Commands;

/** What can be done to compare. */
public final class CompareCommands {
  private CompareCommands() {}

  /**
   * Adds the commands.
   *
   * @param with shows the comparison, and does something with it as soon as it can be asked
   * @param close brings the timeline back
   */
  public static void add(Commands all, Consumer<Consumer<CompareViewModel>> with, Runnable close) {
    all.add(
        command(
            "compare.replica",
            "Compare with a replica",
            "C",
            "The container of the selected event beside the replica with the least out of profile",
            () -> with.accept(CompareViewModel::withReplica)));
    all.add(
        command(
            "compare.baseline",
            "Compare with the baseline",
            "Shift+C",
            "What the baseline knows of the container, beside what it did",
            () -> with.accept(CompareViewModel::withBaseline)));
    all.add(
        command(
            "compare.around",
            "Compare before and after the selected event",
            "",
            "Five minutes of its container before it beside the five minutes after it",
            () -> with.accept(CompareViewModel::beforeAndAfter)));
    all.add(
        command(
            "compare.range",
            "Compare the selected range of time",
            "",
            "Both sides in the range selected on the timeline",
            () -> with.accept(CompareViewModel::selectedRange)));
    all.add(
        command(
            "compare.all-time",
            "Compare all time",
            "",
            "Both sides from first to last",
            () -> with.accept(CompareViewModel::allTime)));
    all.add(
        command(
            "compare.exchange",
            "Exchange the sides of the comparison",
            "",
            "A below and B above",
            () -> with.accept(CompareViewModel::exchange)));
    for (AlignBy by : AlignBy.values()) {
      if (by != AlignBy.WINDOW) {
        all.add(
            command(
                "compare.align-" + by.name().toLowerCase(java.util.Locale.ROOT),
                "Align the comparison: " + CompareWords.menu(by).toLowerCase(java.util.Locale.ROOT),
                "",
                "Which moments of both sides are laid upon each other",
                () -> with.accept(model -> model.align(by))));
      }
    }
    all.add(
        command(
            "compare.align-like",
            "Align the comparison: this event as the like of the chosen one",
            "",
            "Lays an event of the other side upon the one that was chosen to align by",
            () -> with.accept(CompareViewModel::alignLike)));
    all.add(
        command(
            "compare.close",
            "Back to the timeline",
            "",
            "Closes the comparison, as Esc does in it",
            close));
  }

  private static Command command(
      String id, String name, String keys, String explanation, Runnable action) {
    return Command.of(id, "Compare", name, keys, explanation, action);
  }
}
