package salvor.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import salvor.custody.bundle.Sealing;
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

  @Mixin private LedgerArguments kept = new LedgerArguments();

  @Mixin private SealArguments seal = new SealArguments();

  SealCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    if (!EvidenceArguments.allThere(desk, "seal", paths)) {
      return ExitCode.NO_EVIDENCE;
    }
    Sealing.Sealed sealed =
        seal.sealing().sealOf(kept.ledger(), paths, seal.out(), desk.progress());
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
            Visible.text(seal.out().toString()));
    if (sealed.goesOn()) {
      desk.out()
          .println(
              "A recording goes on: in it is what was whole by then; seal again when it ends.");
    }
    desk.out()
        .println(
            "SHA-256 of custody-head.json, to be written down elsewhere: "
                + Sealing.fingerprint(sealed.head()));
    desk.out().flush();
    seal.made(desk, sealed);
    return ExitCode.DONE;
  }
}
