package salvor.terminal;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.Carrying;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary;
import salvor.evidence.Visible;
import salvor.report.BaselineWords;
import salvor.report.LibraryWords;

/** {@code salvor baseline roll-forward}. */
@Command(
    name = "roll-forward",
    description = {
      "Carries a version over to a new image of the same container. Nobody watched that image: every facet is stale,"
          + " and every element must be confirmed, by what the image does or by hand; lists what.",
      "See salvor baseline confirm."
    })
final class BaselineRollForwardCommand extends BaselineSubcommand {
  @Parameters(paramLabel = "NAME[@N]", description = "the version")
  private String named = "";

  @Option(
      names = "--to",
      paramLabel = "DIGEST",
      required = true,
      description = "the new image: its digest, or a reference that holds it")
  private String digest = "";

  @Mixin private Signing signing = new Signing();

  BaselineRollForwardCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    BaselineLibrary kept = library.library(desk);
    Version version = LibraryArguments.version(kept.open().versions(), named);
    Profile carried =
        Carrying.to(kept.profile(version), BaselineSplitCommand.digest(this, "--to", digest));
    Version made =
        kept.keep(
                Kind.ROLL_FORWARD,
                List.of(carried),
                List.of(version.ref()),
                List.of(),
                signing.wish())
            .getFirst();
    desk.out().println("kept " + LibraryWords.ref(made.ref()) + ", a draft");
    open(desk, kept.profile(made));
    return ExitCode.DONE;
  }

  /** Lists what must be confirmed. */
  static void open(Desk desk, Profile profile) {
    var open = Carrying.open(profile);
    desk.out()
        .println(open.isEmpty() ? "nothing is to be confirmed" : open.size() + " to be confirmed:");
    open.forEach(e ->
        desk.out()
            .println(
                "  "
                    + number(profile, e)
                    + "  "
                    + BaselineWords.facet(e.trait().facet())
                    + ": "
                    + Visible.text(e.trait().text(), 200)));
  }
}
