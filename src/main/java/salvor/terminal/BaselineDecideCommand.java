package salvor.terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import salvor.baseline.LibraryAct;
import salvor.baseline.Refused;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.LibraryUnusable;
import salvor.report.LibraryWords;

/** {@code salvor baseline approve} and {@code salvor baseline reject}. */
abstract class BaselineDecideCommand extends BaselineSubcommand {
  @Parameters(paramLabel = "NAME@N", description = "the version")
  private String named = "";

  @Mixin final Signing signing = new Signing();

  private BaselineDecideCommand(Desk desk) {
    super(desk);
  }

  abstract LibraryAct decide(BaselineLibrary library, Version version)
      throws LibraryUnusable, Refused;

  @Override
  int run() throws Exception {
    BaselineLibrary kept = library.library(desk);
    Version version = LibraryArguments.version(kept.open().versions(), named);
    desk.out().println(LibraryWords.act(decide(kept, version)));
    if (version.open() > 0) {
      desk.out()
          .println(
              version.open()
                  + " of its elements are still to be confirmed: their facets stay stale");
    }
    return ExitCode.DONE;
  }

  /** Approves. */
  @Command(
      name = "approve",
      description =
          "Says that a version tells what is normal; the one approved before for its container and image retires.")
  static final class Approve extends BaselineDecideCommand {
    Approve(Desk desk) {
      super(desk);
    }

    @Override
    LibraryAct decide(BaselineLibrary library, Version version) throws LibraryUnusable, Refused {
      return library.approve(version.ref(), signing.wish());
    }
  }

  /** Rejects. */
  @Command(name = "reject", description = "Says that a version must not be used.")
  static final class Reject extends BaselineDecideCommand {
    Reject(Desk desk) {
      super(desk);
    }

    @Override
    LibraryAct decide(BaselineLibrary library, Version version) throws LibraryUnusable, Refused {
      return library.reject(version.ref(), signing.wish());
    }
  }
}
