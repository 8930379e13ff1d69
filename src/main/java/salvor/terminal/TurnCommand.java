package salvor.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import salvor.casefile.Edit;
import salvor.casefile.OpenedCase;
import salvor.report.EditWords;

/** {@code salvor undo} and {@code salvor redo}. */
@Command(
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, also when there was nothing to do",
      "2:the command line was not understood",
      "4:the case folder cannot be used, for example while it is open in a window"
    })
abstract class TurnCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "CASE", description = "the case folder")
  private Path folder = Path.of("");

  private TurnCommand(Desk desk) {
    this.desk = desk;
  }

  abstract Optional<Edit> turn(OpenedCase opened) throws Exception;

  abstract String said();

  @Override
  public Integer call() throws Exception {
    try (OpenedCase opened = CaseArguments.open(desk, folder)) {
      desk.out()
          .println(turn(opened).map(edit -> said() + EditWords.of(edit)).orElse("nothing to do"));
    }
    return ExitCode.DONE;
  }

  /** Takes the last edit back. */
  @Command(
      name = "undo",
      description =
          "Takes the last edit of a case back, whoever made it: a mark, a comment, a saved filter, an offset.")
  static final class Undo extends TurnCommand {
    Undo(Desk desk) {
      super(desk);
    }

    @Override
    Optional<Edit> turn(OpenedCase opened) throws Exception {
      return opened.edits().undo();
    }

    @Override
    String said() {
      return "undone: ";
    }
  }

  /** Does an edit again. */
  @Command(name = "redo", description = "Does again what was undone last in a case.")
  static final class Redo extends TurnCommand {
    Redo(Desk desk) {
      super(desk);
    }

    @Override
    Optional<Edit> turn(OpenedCase opened) throws Exception {
      return opened.edits().redo();
    }

    @Override
    String said() {
      return "done again: ";
    }
  }
}
