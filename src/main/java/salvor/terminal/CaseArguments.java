package salvor.terminal;

import java.nio.file.Path;
import java.util.List;
import salvor.casefile.CaseUnusable;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;

/** Cases as the commands that edit them name them. */
final class CaseArguments {
  private CaseArguments() {}

  /**
   * Opens a case that is there already, to tell or change what people added.
   *
   * @throws salvor.casefile.CaseUnusable when that is not known, too
   */
  static OpenedCase open(Desk desk, Path folder) throws Exception {
    OpenedCase opened = desk.open(Opening.inFolder(List.of(), List.of(), folder));
    try {
      opened.edits().require();
      return opened;
    } catch (CaseUnusable cause) {
      try (opened) {
        throw cause;
      }
    }
  }
}
