package salvor.terminal;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import salvor.custody.TimeStampAuthority;
import salvor.custody.bundle.Sealing;
import salvor.custody.bundle.StampQueue;
import salvor.evidence.Visible;

/** {@code salvor seal}. */
@Command(
    name = "seal",
    sortOptions = false,
    description = {
      "Seals evidence: copies it into a bundle (a bag of RFC 8493) with the hash of every file, a ledger of where each"
          + " came from, and a signature. It verifies without Salvor.",
      "What is given is only read."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the command line was not understood",
      "3:evidence that was named is not there",
      "5:the bundle could not be written; nothing is left of it"
    })
final class SealCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "files and folders to seal")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER|ARCHIVE",
      required = true,
      description =
          "a new folder, or a new archive whose name ends with .zip, .tar, .tar.gz or .tar.zst")
  private Path out = Path.of("");

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Mixin private Signing signing = new Signing();

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "what the evidence is known by (default: the name of the bundle)")
  private @Nullable String name;

  @Option(names = "--organization", paramLabel = "TEXT", description = "of whom the evidence is")
  private @Nullable String organization;

  @Option(names = "--unsigned", description = "do not sign; every check says so")
  private boolean unsigned;

  @Mixin private KeyArguments key = new KeyArguments();

  @Option(
      names = "--timestamp",
      paramLabel = "URL",
      description =
          "have it stamped by this authority (RFC 3161; default: $"
              + TimestampCommand.VARIABLE
              + ", else none); when it cannot be reached the bundle waits for salvor timestamp")
  private @Nullable URI timestamp;

  @Spec private @Nullable CommandSpec spec;

  SealCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (!EvidenceArguments.allThere(desk, "seal", paths)) {
      return ExitCode.NO_EVIDENCE;
    }
    String called = name == null ? String.valueOf(out.getFileName()) : name;
    TimeStampAuthority authority = TimestampCommand.authority(timestamp, spec);
    Sealing sealing =
        new Sealing(
            new Sealing.Statement(
                called, signing.wish().author(), organization, signing.wish().reason()),
            unsigned ? null : key.open(),
            authority == null ? null : authority::stamp,
            InstantSource.system());
    Sealing.Sealed sealed = sealing.sealOf(kept.ledger(), paths, out, desk.progress());
    for (Path each : sealed.passedOver()) {
      desk.err()
          .println(
              "salvor: "
                  + Visible.text(each.toString())
                  + " is a link, a pipe or a device; it is not sealed, and the ledger says so");
    }
    desk.out()
        .printf(
            Locale.ROOT,
            "Sealed %,d files, %,d bytes into %s%n",
            sealed.files(),
            sealed.bytes(),
            Visible.text(out.toString()));
    desk.out()
        .println(
            "SHA-256 of custody-head.json, to be written down elsewhere: "
                + Sealing.fingerprint(sealed.head()));
    if (sealed.unstamped() != null) {
      StampQueue.ofUser().add(out);
      desk.err()
          .println(
              "salvor: not stamped: "
                  + Visible.text(sealed.unstamped())
                  + "; it waits, and salvor timestamp asks again");
    }
    if (unsigned) {
      desk.out().println("Not signed: verifying it gives VALID-UNSIGNED at best.");
    }
    desk.out().flush();
    return ExitCode.DONE;
  }
}
