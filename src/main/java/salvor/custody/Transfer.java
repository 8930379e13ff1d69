package salvor.custody;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salvor.jobs.Progress;

/**
 * Hands a file of evidence to another person: it is read and hashed before it leaves, copied, and
 * what arrived is read and hashed again. Both are written down as a pair. What cannot be read is
 * not handed over.
 */
public final class Transfer {
  private Transfer() {}

  /**
   * On which terms.
   *
   * @param to who receives it
   * @param purpose what for
   * @param authority who allowed it
   */
  public record Terms(String to, String purpose, String authority) {
    /** All three must be said. */
    public Terms {
      if (to.isBlank() || purpose.isBlank() || authority.isBlank()) {
        throw new IllegalArgumentException("say to whom, for what purpose and who allowed it");
      }
    }
  }

  /**
   * Hands it over.
   *
   * @param into the folder that it is copied into, such as that of a medium
   * @return the copy
   * @throws IOException when it cannot be read, is not what the ledger says, or did not arrive as
   *     it left; nothing is handed over then
   */
  public static Path of(CaseLedger ledger, Path item, Terms terms, Path into, Progress progress)
      throws IOException {
    if (!Files.isRegularFile(item, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(item + " is no file; seal a folder into an archive to hand it over");
    }
    Path copy = into.resolve(String.valueOf(item.getFileName()));
    if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(copy + " is there already; name another folder");
    }
    Map<String, String> how = new TreeMap<>();
    how.put("verb", "transfer");
    how.put("path", ledger.name(item));
    how.put("to", terms.to());
    how.put("purpose", terms.purpose());
    how.put("copy", ledger.name(copy));
    CustodyEntry planned = ledger.entry(Deed.TRANSFERRED, terms.authority()).asked(how, Map.of());
    try (CaseLedger.Begun begun = ledger.begin(planned, copy)) {
      progress.at(0, 3, "Hashing " + item.getFileName());
      Artefact before = Artefact.whole(ledger.name(item), Files.size(item), Sha256.of(item));
      requireKnown(ledger, before);
      progress.at(1, 3, "Copying " + item.getFileName());
      Files.createDirectories(into);
      Files.copy(item, copy, StandardCopyOption.COPY_ATTRIBUTES);
      progress.at(2, 3, "Hashing the copy");
      Artefact after = ledger.durable(copy);
      if (!after.sha256().equals(before.sha256())) {
        Files.delete(copy);
        throw new IOException(copy + " did not arrive as it left; check the medium");
      }
      Map<String, String> hashes =
          Map.of("sha256Before", before.sha256(), "sha256After", after.sha256());
      CustodyEntry received =
          planned.as(Deed.IMPORTED).asked(how, hashes).about(after).saying("By " + terms.to());
      begun.done(List.of(planned.asked(how, hashes).about(before), received));
    }
    return copy;
  }

  /** What the ledger knows of it by its name must be what it is. */
  private static void requireKnown(CaseLedger ledger, Artefact item) throws IOException {
    String[] known = {""};
    ledger.check(record -> {
      var artefact = record.path("artefact");
      if (artefact.path("path").asString("").equals(item.path())) {
        known[0] = artefact.path("sha256").asString("");
      }
    });
    if (!known[0].isEmpty() && !known[0].equals(item.sha256())) {
      throw new IOException(
          item.path()
              + " is not what the ledger says: expected SHA-256 "
              + known[0]
              + ", found "
              + item.sha256());
    }
  }
}
