package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.cluster.Greeting;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.live.LiveCustody;

/** Into which ledger it is written. */
@Command
final class LedgerArguments {
  @Option(
      names = "--case",
      paramLabel = "DIR",
      description = "the case that the evidence is of: its ledger says that this was done")
  private @Nullable Path folder;

  CaseLedger ledger() {
    return folder == null ? CaseLedger.NONE : CaseLedger.in(folder, InstantSource.system());
  }

  /** The same, after it was written down that a cluster was asked something. */
  CaseLedger of(Greeting greeting, String verb, String namespace) throws IOException {
    CaseLedger ledger = LiveCustody.by(ledger(), greeting);
    ledger.write(
        ledger
            .entry(Deed.ACCESSED, null)
            .asked(
                Map.of("verb", verb, "namespace", namespace.isEmpty() ? "all" : namespace),
                Map.of()));
    return ledger;
  }
}
