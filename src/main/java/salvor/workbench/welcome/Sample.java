package salvor.workbench.welcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A recorded incident that comes with the program.
 *
 * @param title its heading
 * @param about its first sentence
 * @param folder what is opened
 */
public record Sample(String title, String about, Path folder) {
  private static final int LONGEST = 1 << 16;

  /**
   * The samples in a folder: each folder in it that has a README.md. Waits for the disk: not for
   * the JavaFX thread.
   */
  public static List<Sample> in(Path folder) {
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.sorted().toList()) {
        Path readme = each.resolve("README.md");
        if (Files.isRegularFile(readme) && Files.size(readme) < LONGEST) {
          samples.add(of(each, Files.readString(readme)));
        }
      }
    } catch (IOException _) {
      return samples; // those that can be read
    }
    return samples;
  }

  static Sample of(Path folder, String readme) {
    List<String> lines = readme.lines().toList();
    String title =
        lines.stream()
            .filter(l -> l.startsWith("# "))
            .findFirst()
            .map(l -> l.substring(2))
            .orElse(folder.getFileName().toString());
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (line.isBlank() && !text.isEmpty()) {
        break;
      }
      if (!line.isBlank() && !line.startsWith("#")) {
        text.append(text.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    int end = text.indexOf(". ");
    String about = end < 0 ? text.toString() : text.substring(0, end + 1);
    return new Sample(title, about.replaceAll("[`*]", ""), folder);
  }
}
