package salvor.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import salvor.custody.CaseLedger;

/** Where {@code --out} sends a result: a file, a folder that exists, or {@code -}. */
record Destination(Path path) {
  /** Reads it; a path has no slash at its end, so what only looks like a folder is refused here. */
  static final class Read implements CommandLine.ITypeConverter<Destination> {
    @Override
    public Destination convert(String text) {
      if (text.endsWith("/") && !Files.isDirectory(Path.of(text))) {
        throw new CommandLine.TypeConversionException(
            "there is no folder " + text + "; make it, or name a file without the slash");
      }
      return new Destination(Path.of(text));
    }
  }

  /** Whether it is standard output, so that words for people go elsewhere. */
  boolean isStandardOutput() {
    return path.toString().equals("-");
  }

  /** Refuses a second result on the same standard output. */
  void besides(@Nullable String json, CommandLine line) {
    if (isStandardOutput() && "-".equals(json)) {
      throw new CommandLine.ParameterException(
          line, "--out and --json cannot both be standard output; name a file for one");
    }
  }

  void write(Desk desk, String text) throws IOException {
    write(new Leaving(desk, CaseLedger.NONE, ""), text);
  }

  /** Writes what leaves a case. */
  void write(Leaving leaving, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    leaving.machine(path.toString(), to -> to.write(bytes));
  }
}
