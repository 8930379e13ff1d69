package salvor.terminal;

import java.nio.file.Path;
import java.util.List;
import salvor.casefile.Opening;

/** Cases as the commands that edit them name them. */
final class CaseArguments {
  private CaseArguments() {}

  /** A case that is there already. */
  static Opening of(Path folder) {
    return Opening.inFolder(List.of(), List.of(), folder);
  }
}
