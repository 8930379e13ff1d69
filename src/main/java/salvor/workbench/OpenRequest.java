package salvor.workbench;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable;
import salvor.jobs.Progress;
import salvor.jobs.Work;
import salvor.report.SharedView;

/**
 * Something to open.
 *
 * @param name what it is called while it opens
 * @param folder the case folder, null when nothing is kept
 * @param view what to look at then, null for what was looked at last
 * @param work opens it; runs as a job that tells how far it is and can be cancelled
 * @param because opens it for a reason; null where none is asked for
 */
public record OpenRequest(
    String name,
    @Nullable Path folder,
    @Nullable SharedView view,
    Work<Investigation> work,
    @Nullable Function<String, Work<Investigation>> because) {
  /** Something to be looked at as it was left. */
  public OpenRequest(String name, @Nullable Path folder, Work<Investigation> work) {
    this(name, folder, null, work, null);
  }

  /** The same, opened for a reason where one is asked for. */
  public OpenRequest askingWhy(Function<String, Work<Investigation>> opens) {
    return new OpenRequest(name, folder, view, work, opens);
  }

  /** The same, for this reason. */
  OpenRequest because(String reason) {
    return because == null
        ? this
        : new OpenRequest(name, folder, view, because.apply(reason), because);
  }

  /** Something that is kept nowhere. */
  public OpenRequest(String name, Work<Investigation> work) {
    this(name, null, work);
  }

  /** Opens it, and makes what the window shows of it; where that ends early, it is closed again. */
  Session.Made made(Progress progress) throws Exception {
    Investigation investigation = work.run(progress);
    try {
      progress.at(0, 0, "drawing the timeline");
      return Session.Made.of(investigation);
    } catch (Throwable cause) {
      try {
        investigation.opened().close();
      } catch (CaseUnusable alsoFailed) {
        cause.addSuppressed(alsoFailed);
      }
      throw cause;
    }
  }

  /** The same, to be looked at in some way; null for as it was left. */
  public OpenRequest showing(@Nullable SharedView look) {
    return new OpenRequest(name, folder, look, work, because);
  }
}
