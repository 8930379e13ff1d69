package salvor.workbench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import salvor.workbench.containment.ActingViewModel;
import salvor.workbench.containment.LeftInPlace;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What ends with the window of a cluster, and what stays, in sentences. */
final class ClosingWords {
  private static final int NAMED = 3;

  private ClosingWords() {}

  /** What ends: that the cluster may be acted on, and what is recorded of it. */
  static List<String> ends(ActingViewModel.State acting, boolean played) {
    List<String> lines = new ArrayList<>();
    if (acting instanceof ActingViewModel.State.Allowed allowed) {
      lines.add(ActingViewModel.words(allowed) + ". It ends with the window, as the ledger tells.");
    }
    lines.add(
        "Recording ends: what happens in the cluster from then on is not recorded."
            + (played
                ? " The practice cluster ends too; it can be played again from its begin."
                : ""));
    return lines;
  }

  /**
   * What was done to the cluster and stays so; nothing where nothing was.
   *
   * @param played whether it is a practice cluster that ends with the window
   * @param trouble why not all of it may be known; empty where it is
   */
  static List<String> stays(LeftInPlace left, boolean played, String trouble) {
    List<String> lines = new ArrayList<>();
    left.podsNamed()
        .ifPresent(pods ->
            lines.add(
                played
                    ? "What is cut off ends with the practice cluster: " + pods + "."
                    : (left.pods().size() == 1
                            ? "\u25b2 This pod stays cut off: "
                            : "\u25b2 These " + left.pods().size() + " pods stay cut off: ")
                        + pods
                        + ". The cluster goes on so; no alarm is raised while no window looks."));
    left.othersNamed()
        .ifPresent(others ->
            lines.add(
                played
                    ? "So does what else was done to it: " + others + "."
                    : "This stays as it was done, and the cluster goes on with it: "
                        + others
                        + "."));
    if (!trouble.isEmpty()) {
      lines.add("What was done to the cluster may not be all told here. " + trouble);
    }
    return lines;
  }

  /** By which commands what stays can be taken back later: in a window, or in the terminal. */
  static List<String> undoing(LeftInPlace left, Path folder) {
    String in = word(folder.toAbsolutePath().toString());
    List<String> commands = new ArrayList<>();
    left.marks().stream()
        .limit(NAMED)
        .forEach(mark ->
            commands.add("salvor contain undo " + mark + " --case " + in + " --reason WHY"));
    commands.add("salvor watch --window --into " + in);
    return commands;
  }

  /** How much arrived, and where it is. */
  static String recorded(long lines) {
    return Moments.count(lines, "line")
        + " arrived so far. All of it stays in this folder, with the ledger and what was decided"
        + " of pods; its files are closed and listed with their hashes. It opens as evidence:";
  }

  /** A word as a shell takes it. */
  private static String word(String text) {
    String seen = VisibleText.of(text);
    return seen.matches("[\\w/.,:@%+=-]+") ? seen : "'" + seen.replace("'", "'\\''") + "'";
  }
}
