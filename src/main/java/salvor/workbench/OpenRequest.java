package salvor.workbench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Work;

/**
 * Something to open.
 *
 * @param name what it is called while it opens
 * @param folder the case folder, null when nothing is kept
 * @param work opens it; runs as a job that tells how far it is and can be cancelled
 */
public record OpenRequest(String name, @Nullable Path folder, Work<Investigation> work) {
  /** Something that is kept nowhere. */
  public OpenRequest(String name, Work<Investigation> work) {
    this(name, null, work);
  }
}
