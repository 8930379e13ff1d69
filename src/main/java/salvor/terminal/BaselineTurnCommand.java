package salvor.terminal;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.baseline.LibraryAct;
import salvor.baseline.Refused;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.BaselineLibrary.Wish;
import salvor.casefile.LibraryUnusable;
import salvor.report.LibraryWords;

/** {@code salvor baseline undo} and {@code salvor baseline redo}. */
abstract class BaselineTurnCommand extends BaselineSubcommand {
  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "who does it (default: the user of this machine)",
      converter = Signing.Said.class)
  private String author = System.getProperty("user.name", "unknown");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "why",
      converter = Signing.Said.class)
  private String reason = "";

  private BaselineTurnCommand(Desk desk) {
    super(desk);
  }

  abstract Optional<LibraryAct> turn(BaselineLibrary library, Wish wish)
      throws LibraryUnusable, Refused;

  abstract String said();

  @Override
  int run() throws Exception {
    desk.out()
        .println(
            turn(library.library(desk), new Wish(author, reason))
                .map(act -> said() + LibraryWords.act(act))
                .orElse("nothing to do"));
    return ExitCode.DONE;
  }

  /** Takes the last act back. */
  @Command(
      name = "undo",
      description = "Takes the last act on the library back, whoever did it; nothing is deleted.")
  static final class Undo extends BaselineTurnCommand {
    Undo(Desk desk) {
      super(desk);
    }

    @Override
    Optional<LibraryAct> turn(BaselineLibrary library, Wish wish) throws LibraryUnusable, Refused {
      return library.undo(wish);
    }

    @Override
    String said() {
      return "undone: ";
    }
  }

  /** Does an act again. */
  @Command(name = "redo", description = "Does again what was undone last in the library.")
  static final class Redo extends BaselineTurnCommand {
    Redo(Desk desk) {
      super(desk);
    }

    @Override
    Optional<LibraryAct> turn(BaselineLibrary library, Wish wish) throws LibraryUnusable, Refused {
      return library.redo(wish);
    }

    @Override
    String said() {
      return "done again: ";
    }
  }
}
