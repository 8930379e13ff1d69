package salvor.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.custody.SigningKey;
import salvor.report.SealKey;

/** By which key is signed, and how it is opened. */
@Command
final class KeyArguments {
  private static final String VARIABLE = "SALVOR_PASSPHRASE";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "the key to sign by, made when absent (default: signing.pem below the user's settings)")
  private Path key = SigningKey.ofUser();

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "holds the passphrase of the key in its first line (default: $"
              + VARIABLE
              + ", or it is asked for)")
  private @Nullable Path passphraseFile;

  /** Where the key is. */
  Path file() {
    return key;
  }

  /** The key, opened; made when there is none. */
  SigningKey open() throws IOException {
    return SigningKey.in(key, this::passphrase);
  }

  /** What using it takes, by what is given now. */
  SealKey told() {
    return new SealKey(
        key.toString(),
        !Files.exists(key),
        passphraseFile != null
            ? SealKey.From.FILE
            : System.getenv(VARIABLE) != null
                ? SealKey.From.ENVIRONMENT
                : console().isPresent() ? SealKey.From.ASKED : SealKey.From.NOWHERE);
  }

  private static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  private char[] passphrase(Path file, boolean isNew) throws IOException {
    String given = System.getenv(VARIABLE);
    if (passphraseFile != null) {
      try (var lines = Files.lines(passphraseFile)) {
        given = lines.findFirst().orElse("");
      }
    }
    if (given == null) {
      return asked(file, isNew);
    }
    if (given.isEmpty()) {
      throw new IOException("the passphrase of " + file + " is empty; give one");
    }
    return given.toCharArray();
  }

  private static char[] asked(Path file, boolean isNew) throws IOException {
    Console console =
        console()
            .orElseThrow(() ->
                new IOException(
                    (isNew ? "the key to sign by, to be made in " : "the key to sign by, in ")
                        + file
                        + ", needs a passphrase; give it by --passphrase-file FILE or "
                        + VARIABLE));
    char[] first =
        console.readPassword(
            "%s", isNew ? "New passphrase for " + file + ": " : "Passphrase of " + file + ": ");
    if (first == null || first.length == 0) {
      throw new IOException("no passphrase was given");
    }
    if (isNew && !Arrays.equals(first, console.readPassword("%s", "The same once more: "))) {
      throw new IOException("the two are not alike; nothing was made");
    }
    return first;
  }
}
