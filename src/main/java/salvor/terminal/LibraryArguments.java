package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.baseline.Profile;
import salvor.baseline.Refused;
import salvor.baseline.Version;
import salvor.baseline.VersionState;
import salvor.baseline.Versions;
import salvor.casefile.BaselineLibrary;
import salvor.evidence.Visible;
import salvor.report.LibraryWords;

/** Where the library of baselines is, for every command that takes a version of one. */
@Command
final class LibraryArguments {
  @Option(
      names = "--library",
      paramLabel = "DIR",
      description =
          "the library of baselines; without it the one below the user's data folder. NAME@N is a"
              + " version of it, NAME the approved one")
  private @Nullable Path folder;

  /** The library. */
  BaselineLibrary library(Desk desk) {
    return new BaselineLibrary(
        folder == null ? CaseFolders.library() : folder, desk.reader(), Clock.systemUTC());
  }

  /**
   * The files of what was named: a path, or a version of the library. Says of a version that is not
   * approved what it is.
   *
   * @throws NotThere when one is neither
   */
  List<Path> files(Desk desk, List<Path> named) throws IOException, NotThere {
    List<Path> files = new ArrayList<>();
    for (Path each : named) {
      files.add(Files.exists(each) ? each : kept(desk, each));
    }
    return files;
  }

  private Path kept(Desk desk, Path named) throws IOException, NotThere {
    BaselineLibrary library = library(desk);
    try {
      Version version = library.open().versions().named(named.toString());
      if (version.state() != VersionState.APPROVED) {
        desk.err()
            .println(
                "salvor: "
                    + LibraryWords.ref(version.ref())
                    + " is not approved: "
                    + LibraryWords.state(version.state()));
      }
      return library.file(version);
    } catch (Refused why) {
      throw new NotThere(
          why.why() == Refused.Why.NOT_THERE
              ? Visible.text(named.toString())
                  + ": no such file or folder, and no such version in the library; check the path,"
                  + " or see salvor baseline list"
              : LibraryWords.refused(why));
    }
  }

  /** The versions among what was named. */
  List<Version.Ref> refs(Desk desk, List<Path> named) throws IOException, NotThere {
    List<Version.Ref> refs = new ArrayList<>();
    for (Path each : named) {
      if (!Files.exists(each)) {
        refs.add(version(library(desk).open().versions(), each.toString()).ref());
      }
    }
    return refs;
  }

  /** The baselines of what was named. */
  List<Profile> profiles(Desk desk, List<Path> named) throws Exception {
    return desk.reader().read(files(desk, named), desk.progress()).baselines();
  }

  /** The version that was named. */
  static Version version(Versions versions, String named) throws NotThere {
    try {
      return versions.named(named);
    } catch (Refused why) {
      throw new NotThere(LibraryWords.refused(why));
    }
  }

  /** What was named is neither a file nor a version; the message says so in words for people. */
  static final class NotThere extends Exception {
    private static final long serialVersionUID = 1;

    NotThere(String words) {
      super(words);
    }
  }
}
