package salvor.workbench.baseline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import salvor.baseline.LibraryAct;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.baseline.Version;
import salvor.casefile.BaselineLibrary;
import salvor.jobs.Work;
import salvor.report.LibraryWords;
import salvor.report.Output;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/**
 * Baselines that were learned and kept.
 *
 * @param words what and where
 * @param files that a case can be judged by
 */
record Kept(String words, List<Path> files) {
  private static final int NAMED = 6;
  static final Kept NOTHING = new Kept("", List.of());

  Kept {
    files = List.copyOf(files);
  }

  /** Writes them to a file, which must be new. */
  static Work<Kept> in(Path file, List<Profile> profiles) {
    return progress -> {
      progress.at(0, 0, "Writing");
      if (Files.exists(file)) {
        throw new IOException(file + " is there already; name another file");
      }
      byte[] content = ProfileJson.write(profiles).getBytes(StandardCharsets.UTF_8);
      Output.to(file, out -> out.write(content));
      return new Kept(
          "Written to " + VisibleText.of(String.valueOf(file.getFileName()), 200),
          List.of(file.toAbsolutePath()));
    };
  }

  /** Keeps them in a library as drafts, with the evidence that they come from. */
  static Work<Kept> in(
      BaselineLibrary library,
      List<Profile> profiles,
      List<Version.Source> sources,
      BaselineLibrary.Wish wish) {
    return progress -> {
      progress.at(0, 0, "Keeping");
      List<String> names = new ArrayList<>();
      List<Path> files = new ArrayList<>();
      for (Version version :
          library.keep(LibraryAct.Kind.KEEP, profiles, List.of(), sources, wish)) {
        names.add(VisibleText.of(LibraryWords.ref(version.ref()), 120));
        files.add(library.file(version));
      }
      return new Kept("Kept in the library as drafts: " + some(names), files);
    };
  }

  private static String some(List<String> names) {
    int more = names.size() - NAMED;
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (more > 0 ? " and " + Moments.count(more) + " more" : "");
  }
}
