package salvor.custody;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a ledger ends: a chain whose tail was cut off is still a chain, so its end is written down
 * elsewhere.
 *
 * @param v the version of the format
 * @param caseId which case
 * @param records how many records there are
 * @param headSeq the number of the last
 * @param headHash the SHA-256 of its line
 * @param created when this was sealed, RFC 3339; null of a ledger that goes on
 * @param tool by what; null likewise
 * @param files SHA-256 by name of the files of a bundle that this pins; empty likewise
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CustodyHead(
    int v,
    String caseId,
    long records,
    long headSeq,
    String headHash,
    @Nullable String created,
    @Nullable Tool tool,
    Map<String, String> files) {
  /** The version that is written. */
  public static final int VERSION = 1;

  private static final int LONGEST = 1 << 20;

  /** Copies the map. */
  public CustodyHead {
    files = files == null ? Map.of() : Map.copyOf(files);
  }

  /** The end of a ledger that goes on. */
  static CustodyHead of(String caseId, long seq, String hash) {
    return new CustodyHead(VERSION, caseId, seq, seq, hash, null, null, Map.of());
  }

  /** The same, sealed: it pins these files too. */
  public CustodyHead sealed(String at, Tool by, Map<String, String> files) {
    return new CustodyHead(v, caseId, records, headSeq, headHash, at, by, new TreeMap<>(files));
  }

  /** As it is stored, in the canonical form and with a line end. */
  public byte[] bytes() {
    byte[] text = CanonicalJson.of(JsonMapper.shared().valueToTree(this));
    byte[] line = java.util.Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    return line;
  }

  /** What was stored; empty when it is no head. */
  public static Optional<CustodyHead> read(byte[] stored) {
    try {
      JsonNode tree = JsonMapper.shared().readTree(stored);
      CustodyHead head = JsonMapper.shared().treeToValue(tree, CustodyHead.class);
      return head == null || head.caseId == null || head.headHash == null
          ? Optional.empty()
          : Optional.of(head);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** The head in a file; empty when there is none, or what is there is no head. */
  static Optional<CustodyHead> in(Path file) throws IOException {
    try {
      return Files.size(file) > LONGEST ? Optional.empty() : read(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Puts it into a file; it is there as a whole, durable, or the old one is. */
  void write(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bytes());
    Durable.file(fresh);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Durable.name(file);
  }
}
