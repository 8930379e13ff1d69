package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import salvor.casefile.CaseCustody;
import salvor.custody.Artefact;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.report.Output;

/**
 * Results that leave a case. Each is written down in its ledger with its hash; of evidence that is
 * kept nowhere nothing is.
 *
 * @param entry what is said of each
 */
record Leaving(Desk desk, CaseLedger ledger, Supplier<CustodyEntry> entry) {
  /**
   * What leaves a case that is open.
   *
   * @param command the command whose results they are
   */
  Leaving(Desk desk, CaseCustody custody, String command) {
    this(desk, custody.ledger(), () -> custody.entry(Deed.EXPORTED, null, command));
  }

  /** What leaves a case that is named and not open. */
  Leaving(Desk desk, CaseLedger ledger, String command) {
    this(
        desk,
        ledger,
        () -> ledger.entry(Deed.EXPORTED, null).asked(Map.of("verb", command), Map.of()));
  }

  /**
   * Writes a document for machines.
   *
   * @param file its name, or {@code -} for standard output
   */
  void machine(String file, Output.Writing document) throws IOException {
    if (!"-".equals(file)) {
      Path path = Path.of(file);
      file(path, () -> Output.to(path, document));
      return;
    }
    try (CaseLedger.Begun begun = ledger.begin(entry.get(), null)) {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      long[] size = {0};
      EvidenceArguments.machine(
          desk,
          "-",
          out ->
              document.to(
                  new DigestOutputStream(out, hash) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                      out.write(bytes, from, length); // all at once
                      hash.update(bytes, from, length);
                      size[0] += length;
                    }

                    @Override
                    public void write(int each) throws IOException {
                      super.write(each);
                      size[0]++;
                    }
                  }));
      begun.done(
          Artefact.whole("standard output", size[0], HexFormat.of().formatHex(hash.digest())),
          Map.of());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Has a file or a folder made. */
  void file(Path file, CaseLedger.Making making) throws IOException {
    ledger.made(entry.get(), file, making);
  }
}
