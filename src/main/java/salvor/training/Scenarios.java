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
  private static final int LEVELS = 4;

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

  /** Whether a folder holds a recording that can be played. */
  public static boolean isPlayable(Path folder) {
    return Files.isRegularFile(folder.resolve("practice/scenario.json"));
  }
}
