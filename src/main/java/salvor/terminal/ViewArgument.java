package salvor.terminal;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import salvor.report.SharedView;

/** A view that a colleague copied: the document itself, or the file that it is in. */
final class ViewArgument {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--view",
      paramLabel = "FILE|JSON",
      description = "what to look at: a view that was copied in the window, or a file with one")
  private @Nullable String given;

  /**
   * The view, null when none was given.
   *
   * @throws CommandLine.ParameterException when it cannot be read; says where it goes wrong
   */
  @Nullable SharedView view() {
    String text = given;
    if (text == null) {
      return null;
    }
    try {
      return SharedView.read(SharedView.isMeant(text) ? text : content(Path.of(text)));
    } catch (SharedView.Unreadable problem) {
      throw refused(String.valueOf(problem.getMessage()));
    } catch (CharacterCodingException _) {
      throw refused(text + ": is no text in UTF-8");
    } catch (IOException | InvalidPathException _) {
      throw refused(text + ": no such file that can be read; check the path");
    }
  }

  private String content(Path file) throws IOException {
    if (Files.size(file) > SharedView.LONGEST * 4L) {
      throw refused(file + ": too large, a view has at most " + SharedView.LONGEST + " characters");
    }
    return Files.readString(file);
  }

  private CommandLine.ParameterException refused(String why) {
    return new CommandLine.ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "--view: " + why);
  }
}
