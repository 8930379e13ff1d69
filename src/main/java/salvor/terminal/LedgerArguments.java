package salvor.terminal;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import salvor.custody.CaseLedger;

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
}
