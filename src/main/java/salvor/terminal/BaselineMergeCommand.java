package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.baseline.ByHand;
import salvor.baseline.LibraryAct.Kind;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.baseline.Refused;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary.Wish;
import salvor.report.LibraryWords;

/** {@code salvor baseline merge}. */
@Command(
    name = "merge",
    description = {
      "Joins baselines of the same container and image, as if all had been learned at once.",
      "Writes them to a file, keeps them in the library, or both."
    })
final class BaselineMergeCommand extends BaselineSubcommand {
  @Parameters(
      paramLabel = "FILE|NAME[@N]",
      arity = "1..*",
      description = "baselines of any form that Salvor reads, or versions of the library")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write the baselines; - for standard output",
      converter = Destination.Read.class)
  private @Nullable Destination out;

  @ArgGroup(exclusive = false)
  private @Nullable Keeping keeping;

  /** How the result is kept. */
  static final class Keeping {
    @Option(
        names = "--keep",
        required = true,
        description = "keep them in the library as new versions, drafts")
    private boolean keep;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "why",
        converter = Signing.Said.class)
    private String reason = "";

    @Option(
        names = "--author",
        paramLabel = "NAME",
        description = "who does it (default: the user of this machine)",
        converter = Signing.Said.class)
    private String author = System.getProperty("user.name", "unknown");
  }

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "write what they hold as JSON; - for standard output")
  private @Nullable String json;

  BaselineMergeCommand(Desk desk) {
    super(desk);
  }

  @Override
  int run() throws Exception {
    if (out == null && keeping == null && json == null) {
      throw misunderstood(
          "name a file with --out, or --keep them in the library, or see with --json what they hold");
    }
    if (out != null) {
      out.besides(json, line());
    }
    List<Profile> profiles = library.profiles(desk, files);
    if (profiles.isEmpty()) {
      return said(ExitCode.NO_EVIDENCE, "there is no baseline in these files");
    }
    List<Profile> merged = ByHand.mergedByKey(profiles);
    write(merged);
    show(merged, out, json);
    return ExitCode.DONE;
  }

  private void write(List<Profile> merged) throws Exception {
    if (out != null) {
      out.write(desk, ProfileJson.write(merged));
    }
    if (keeping != null && keeping.keep) {
      keep(merged, new Wish(keeping.author, keeping.reason));
    }
  }

  /** One act for each container and image, which has its own parents. */
  private void keep(List<Profile> merged, Wish wish) throws Exception {
    List<Version.Ref> refs = library.refs(desk, files);
    List<Version.Source> sources = Signing.sources(desk, files);
    for (Profile profile : merged) {
      String name = profile.key().text();
      List<Version.Ref> parents = refs.stream().filter(r -> r.name().equals(name)).toList();
      try {
        library
            .libraryToBe(desk)
            .keep(Kind.MERGE, List.of(profile), parents, sources, wish)
            .forEach(v -> desk.err().println("kept " + LibraryWords.ref(v.ref()) + ", a draft"));
      } catch (Refused same) {
        desk.err().println(LibraryWords.refused(same));
      }
    }
  }
}
