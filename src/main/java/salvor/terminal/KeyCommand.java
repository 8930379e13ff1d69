package salvor.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import salvor.custody.KnownSigners;
import salvor.custody.SigningKey;
import salvor.evidence.Visible;

/** {@code salvor key}. */
@Command(
    name = "key",
    sortOptions = false,
    description = "Shows the key that you sign by and the keys that you take for somebody's.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "3:there is no such key",
      "5:a file could not be read or written"
    })
final class KeyCommand implements Callable<Integer> {
  private final Desk desk;

  private KeyCommand(Desk desk) {
    this.desk = desk;
  }

  static CommandLine of(Desk desk) {
    CommandLine line = new CommandLine(new KeyCommand(desk));
    line.addSubcommand(new Make(desk));
    line.addSubcommand(new Export(desk));
    line.addSubcommand(new Trust(desk));
    line.addSubcommand(new Forget(desk));
    return line;
  }

  @Override
  public Integer call() throws IOException {
    Path file = SigningKey.ofUser();
    Optional<String> own = SigningKey.fingerprint(file);
    desk.out()
        .println(
            own.map(key -> "yours    " + key + "  " + file)
                .orElse(
                    "You have no key yet; salvor key make, or the first signature, makes one."));
    KnownSigners.ofUser()
        .all()
        .forEach((key, name) -> desk.out().println("trusted  " + key + "  " + Visible.text(name)));
    desk.out().flush();
    return ExitCode.DONE;
  }

  @Command(name = "make", description = "Makes the key to sign by, if there is none.")
  static final class Make implements Callable<Integer> {
    private final Desk desk;

    @Mixin private KeyArguments key = new KeyArguments();

    Make(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      desk.out().println(key.open().fingerprint());
      desk.out().flush();
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "export",
      description = "Writes the public half of your key, for those who verify what you sign.")
  static final class Export implements Callable<Integer> {
    private final Desk desk;

    @Parameters(
        paramLabel = "FILE",
        description = "where to; - for standard output",
        converter = Destination.Read.class)
    private Destination out = new Destination(Path.of("-"));

    @Option(names = "--key", paramLabel = "FILE", description = "the key (default: yours)")
    private Path key = SigningKey.ofUser();

    Export(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      if (!Files.exists(key)) {
        desk.err().println("salvor: there is no key in " + key + "; salvor key make makes one");
        return ExitCode.NO_EVIDENCE;
      }
      out.write(desk, SigningKey.publicPem(key));
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "trust",
      description =
          "Takes a public key for somebody's. Compare its fingerprint with them by another way first.")
  static final class Trust implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "FILE", description = "the public key, as PEM; signer.pub of a bundle")
    private Path file = Path.of("");

    @Option(
        names = "--name",
        paramLabel = "WHO",
        required = true,
        description = "whose it is",
        converter = Signing.Said.class)
    private String name = "";

    Trust(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      if (!EvidenceArguments.allThere(desk, "key trust", List.of(file))) {
        return ExitCode.NO_EVIDENCE;
      }
      String fingerprint = KnownSigners.ofUser().trust(file, name);
      desk.out().println("trusted  " + fingerprint + "  " + Visible.text(name));
      desk.out().flush();
      return ExitCode.DONE;
    }
  }

  @Command(name = "forget", description = "Takes a key for nobody's any more.")
  static final class Forget implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "FINGERPRINT", description = "as salvor key shows it")
    private String fingerprint = "";

    Forget(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
      if (KnownSigners.ofUser().forget(fingerprint)) {
        return ExitCode.DONE;
      }
      desk.err().println("salvor: no key of this fingerprint is trusted");
      return ExitCode.NO_EVIDENCE;
    }
  }
}
