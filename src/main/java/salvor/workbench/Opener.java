package salvor.workbench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import salvor.casefile.BaselineLibrary;
import salvor.workbench.cluster.LiveSource;

/** Says how to open what the investigator chooses. */
@FunctionalInterface
public interface Opener {
  /** Files and folders of evidence. */
  OpenRequest evidence(List<Path> paths);

  /**
   * A case that is there already.
   *
   * @param name what it is called
   */
  default OpenRequest caseFolder(Path folder, String name) {
    return evidence(List.of(folder));
  }

  /**
   * A case judged by these baselines, in place of those that were named for it before.
   *
   * @param name what it is called
   */
  default OpenRequest judgedBy(Path folder, String name, List<Path> baselines) {
    return caseFolder(folder, name);
  }

  /** Where baselines are kept; empty when nowhere. */
  default Optional<BaselineLibrary> library() {
    return Optional.empty();
  }

  /** How to look at a live cluster; empty where that cannot be done. */
  default Optional<LiveSource> live() {
    return Optional.empty();
  }
}
