package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.Version;
import salvor.report.LibraryWords;

/** {@code salvor baseline keep}. */
@Command(
    name = "keep",
    description = {
      "Keeps baselines in the library as new versions, one for each container and image; all are drafts until approved.",
      "What equals the newest version of its container and image makes none."
    })
final class BaselineKeepCommand extends BaselineSubcommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "baselines of any form that Salvor reads")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--evidence",
      paramLabel = "PATH",
      description =
          "evidence that it was learned from, noted with its hash, which a folder has not; may be given more than once")
  private List<Path> evidence = new ArrayList<>();

  @Mixin private Signing signing = new Signing();

  BaselineKeepCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    if (!EvidenceArguments.allThere(desk, "baseline keep", files)
        || !EvidenceArguments.allThere(desk, "baseline keep", evidence)) {
      return ExitCode.NO_EVIDENCE;
    }
    List<Profile> profiles = LibraryArguments.read(desk, files).baselines();
    if (profiles.isEmpty()) {
      return said(ExitCode.NO_EVIDENCE, "there is no baseline in these files");
    }
    List<Version.Source> sources = new ArrayList<>(Signing.sources(desk, files));
    sources.addAll(Signing.sources(desk, evidence));
    List<Version> kept =
        library.libraryToBe(desk).keep(Kind.KEEP, profiles, List.of(), sources, signing.wish());
    kept.forEach(v -> desk.out().println("kept " + LibraryWords.ref(v.ref()) + ", a draft"));
    if (kept.size() < profiles.size()) {
      desk.out().println(profiles.size() - kept.size() + " equal the newest version of theirs");
    }
    return ExitCode.DONE;
  }
}
