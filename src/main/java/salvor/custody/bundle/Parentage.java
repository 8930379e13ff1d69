package salvor.custody.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import salvor.custody.CustodyHead;
import salvor.custody.CustodyLedger;
import salvor.custody.Sha256;

/** What evidence comes from: a bundle or a case whose ledger has a pinned end. */
public final class Parentage {
  private static final int LONGEST = 1 << 20;

  private Parentage() {}

  /**
   * What a path is known by: {@code path}; of a bundle or a case also {@code caseId}, {@code
   * headHash} (the last line of the ledger) and {@code head} (the SHA-256 of {@code
   * custody-head.json}).
   */
  public static Map<String, String> of(Path path) throws IOException {
    Map<String, String> known = new TreeMap<>();
    known.put("path", path.toString());
    byte[] head = head(path);
    Optional<CustodyHead> read = CustodyHead.read(head);
    if (head.length > 0 && read.isPresent()) {
      known.put("caseId", read.get().caseId());
      known.put("headHash", read.get().headHash());
      known.put("head", Sha256.of(head));
    }
    return known;
  }

  private static byte[] head(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    if (Files.isDirectory(absolute)) {
      Path inside = absolute.resolve(CustodyLedger.HEAD);
      boolean payload = (absolute.getFileName() + "/").equals(Manifest.DATA);
      Path head =
          Files.exists(inside) || !payload ? inside : absolute.resolveSibling(CustodyLedger.HEAD);
      return Files.isRegularFile(head) && Files.size(head) <= LONGEST
          ? Files.readAllBytes(head)
          : new byte[0];
    }
    byte[][] found = {new byte[0]};
    if (BundleForm.of(absolute) != BundleForm.FOLDER && Files.isRegularFile(absolute)) {
      BundleIn.visit(
          absolute,
          (name, in) -> {
            if (in != null && name.equals(CustodyLedger.HEAD)) {
              found[0] = in.readNBytes(LONGEST);
            }
          });
    }
    return found[0];
  }
}
