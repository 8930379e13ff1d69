package salvor.training;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the recorded incidents are that ship with the program. */
public final class Scenarios {
  private static final String FOLDER = "evidence-samples";
  private static final int LEVELS = 5;

  private Scenarios() {}

  /** The folder of samples beside the program or above it; empty when they were left out. */
  public static Optional<Path> folderOfProgram() {
    CodeSource source = Scenarios.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    Path at = Path.of(URI.create(source.getLocation().toString()));
    for (int up = 0; up < LEVELS && at != null; up++, at = at.getParent()) {
      Path samples = at.resolve(FOLDER);
      if (Files.isDirectory(samples)) {
        return Optional.of(samples);
      }
    }
    return Optional.empty();
  }

  /** The samples in a folder that can be played, by name. */
  public static List<Path> playable(Path folder) throws IOException {
    try (Stream<Path> samples = Files.list(folder)) {
      return samples.filter(Scenarios::isPlayable).sorted().toList();
    }
  }

  /** The baseline of a scenario that ships with the program, by the name that a cluster gives. */
  public static Optional<Path> baseline(String scenario) throws IOException {
    return shipped(scenario)
        .map(sample -> sample.resolve("baseline.json"))
        .filter(Files::isRegularFile);
  }

  /**
   * The references, each with its digest, of images that a cluster which plays a scenario can pull
   * beside those that run in it, by the name that it gives; empty where it is not known here.
   */
  public static List<String> pulled(String scenario) throws IOException {
    Optional<Path> sample = shipped(scenario);
    return sample.isEmpty()
        ? List.of()
        : PracticeFix.references(
            new RecordedFiles(sample.get()).document("practice/scenario.json"));
  }

  private static Optional<Path> shipped(String scenario) throws IOException {
    Optional<Path> samples = folderOfProgram();
    return samples.isEmpty()
        ? Optional.empty()
        : playable(samples.get()).stream()
            .filter(sample -> String.valueOf(sample.getFileName()).equals(scenario))
            .findFirst();
  }

  /** Whether a folder holds a recording that can be played. */
  public static boolean isPlayable(Path folder) {
    return Files.isRegularFile(file(folder, "practice/scenario.json"));
  }

  /**
   * A file of a sample. What is only for practice lies beside the samples, in {@code practice}
   * under the sample's name, so that opening a sample as evidence does not read it.
   *
   * @param name its name below the sample, or below {@code practice/}
   */
  public static Path file(Path folder, String name) {
    String practice = "practice/";
    Path whole = folder.toAbsolutePath();
    return name.startsWith(practice)
        ? whole
            .resolveSibling("practice")
            .resolve(whole.getFileName())
            .resolve(name.substring(practice.length()))
        : folder.resolve(name);
  }
}
