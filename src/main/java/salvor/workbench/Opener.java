package salvor.workbench;

import java.nio.file.Path;
import java.util.List;

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
}
