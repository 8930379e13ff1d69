package salvor.terminal;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.casefile.Cases;
import salvor.casefile.EvidenceReader;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.cluster.Clusters;
import salvor.evidence.ClockOffsets;
import salvor.evidence.Visible;
import salvor.jobs.Progress;
import salvor.live.LiveCluster;
import salvor.report.SharedView;

/**
 * What the commands work with.
 *
 * @param cases opens investigations
 * @param reader reads evidence
 * @param clusters connects to clusters
 * @param window opens the window
 * @param out takes results
 * @param err takes remarks, errors and progress
 * @param progress tells how far long work is
 * @param colour whether the results go to a terminal that takes colours
 */
public record Desk(
    Cases cases,
    EvidenceReader reader,
    Clusters clusters,
    Window window,
    PrintWriter out,
    PrintWriter err,
    Progress progress,
    boolean colour) {

  /**
   * Opens evidence, or a case by the offsets that its database keeps: that its folder says there is
   * none can be of another time than the database.
   */
  OpenedCase open(Opening opening) throws Exception {
    OpenedCase opened = cases.open(opening, progress);
    opened
        .custody()
        .trouble()
        .ifPresent(why -> err.println("salvor: the ledger: " + Visible.text(why)));
    try {
      return opening.folder() != null && opened.isOutOfTime() ? opened.retimed(progress) : opened;
    } catch (ClockOffsets.Unusable _) {
      return opened; // as its notes say
    } catch (Throwable cause) {
      try (opened) {
        throw cause;
      }
    }
  }

  /** The window, as the commands know it. */
  @FunctionalInterface
  public interface Window {
    /**
     * Shows the window until it is closed.
     *
     * @param view what to look at, null for what was looked at last
     * @throws NoWindow when there can be none here
     */
    void show(Opening opening, @Nullable SharedView view) throws NoWindow;

    /**
     * Shows clusters while they run, each in a window, until all are closed.
     *
     * @param baselines files that they are judged by
     * @throws NoWindow when there can be none here
     */
    default void live(List<LiveCluster> clusters, List<Path> baselines) throws NoWindow {
      throw new NoWindow("this program has no window for clusters");
    }
  }

  /** There can be no window here; the message says why in a few words. */
  public static final class NoWindow extends Exception {
    private static final long serialVersionUID = 1;

    public NoWindow(String why) {
      super(why);
    }
  }
}
