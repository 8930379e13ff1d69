package salvor.terminal;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import salvor.cluster.Greeting;
import salvor.collection.ToolboxImage;

/** Which toolbox looks into pods. */
@Command
final class ToolboxArguments {
  @Option(
      names = "--toolbox",
      paramLabel = "IMAGE@sha256:DIGEST",
      description =
          "the toolbox's image, by its digest (packaging/toolbox makes it); a practice cluster needs none")
  private @Nullable String toolbox;

  /**
   * The image.
   *
   * @throws ParameterException when none was named, or without a digest
   */
  ToolboxImage image(Greeting greeting, CommandLine line) {
    String image =
        toolbox == null && greeting.practice() == Greeting.Practice.YES
            ? ToolboxImage.PRACTICE.reference()
            : toolbox;
    if (image == null) {
      throw new ParameterException(line, "name the toolbox by --toolbox IMAGE@sha256:DIGEST");
    }
    try {
      return new ToolboxImage(image);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          line,
          "the toolbox is named by its digest: IMAGE@sha256:DIGEST; a tag can lead elsewhere tomorrow",
          wrong);
    }
  }
}
