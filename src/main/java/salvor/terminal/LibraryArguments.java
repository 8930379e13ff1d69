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
import salvor.baseline.Given;
import salvor.baseline.Profile;
import salvor.baseline.Refused;
import salvor.baseline.Version;
import salvor.baseline.VersionState;
import salvor.baseline.Versions;
import salvor.casefile.BaselineLibrary;
import salvor.casefile.LibraryUnusable;
import salvor.evidence.Source;
import salvor.evidence.Visible;
import salvor.report.LibraryWords;

/** Where the library of baselines is, for every command that takes a version of one. */
@Command
final class LibraryArguments {
  private static final int FIRST_UNREADABLE = 3;

  @Option(
      names = "--library",
      paramLabel = "DIR",
      description =
          "the library of baselines; without it the one below the user's data folder. NAME@N is a"
              + " version of it, NAME the approved one")
  private @Nullable Path folder;

  /**
   * The library.
   *
   * @throws LibraryUnusable when it was named, and is not there
   */
  BaselineLibrary library(Desk desk) throws LibraryUnusable {
    BaselineLibrary library = libraryToBe(desk);
    if (folder != null) {
      library.requireThere();
    }
    return library;
  }

  /** The library, which is made when something is kept. */
  BaselineLibrary libraryToBe(Desk desk) {
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
    return read(desk, files(desk, named)).baselines();
  }

  /** Reads files of baselines, and says what in them could not be read. */
  static Given read(Desk desk, List<Path> files) throws Exception {
    Given given = desk.reader().read(files, desk.progress());
    given.evidence().sources().forEach(source -> unreadable(desk, source));
    return given;
  }

  /** Says what of a source could not be read, and why. */
  static void unreadable(Desk desk, Source source) {
    String where = "salvor: " + Visible.text(source.path());
    source.unreadable().stream()
        .limit(FIRST_UNREADABLE)
        .forEach(u ->
            desk.err()
                .println(
                    where + ", line " + u.line() + " unreadable: " + Visible.text(u.reason())));
    if (source.unreadableCount() > FIRST_UNREADABLE) {
      desk.err()
          .println(
              where
                  + ": and "
                  + (source.unreadableCount() - FIRST_UNREADABLE)
                  + " more unreadable");
    }
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
