package salvor.custody;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The end of a ledger, found without reading all of it.
 *
 * @param seq the number of the last whole record, 0 of none
 * @param wholeHash the hash of its line
 * @param hash the hash of the last line, which may be cut off
 * @param partial how many bytes of a line without an end there are; the line may be a whole record
 *     that lacks its end alone
 * @param time when the last whole record was written, null of none
 * @param caseId the case, null when there is no record
 */
record LedgerTail(
    long seq,
    String wholeHash,
    String hash,
    long partial,
    @Nullable Instant time,
    @Nullable String caseId) {
  private static final int LONGEST = 1 << 20;

  static LedgerTail of(FileChannel file, Path name) throws IOException {
    long size = file.size();
    int length = (int) Math.min(size, LONGEST);
    ByteBuffer read = ByteBuffer.allocate(length);
    while (read.hasRemaining() && file.read(read, size - length + read.position()) > 0) {
      // until all of it is there
    }
    List<byte[]> lines = lines(read.array());
    byte[] cut = lines.removeLast(); // what follows the last line end
    LedgerTail unended = whole(cut, cut, cut);
    if (unended != null) {
      return unended;
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      LedgerTail whole = whole(lines.get(i), lines.getLast(), cut);
      if (whole != null) {
        return whole;
      }
    }
    if (lines.isEmpty() && length == size) {
      String hash = cut.length == 0 ? CustodyLedger.NOTHING_BEFORE : Sha256.of(cut);
      return new LedgerTail(0, CustodyLedger.NOTHING_BEFORE, hash, cut.length, null, null);
    }
    throw new IOException(
        name + " does not end in records; verify it, and move it away to begin a new ledger");
  }

  private static @Nullable LedgerTail whole(byte[] line, byte[] last, byte[] cut) {
    try {
      JsonNode record = JsonMapper.shared().readTree(line);
      return new LedgerTail(
          record.required("seq").asLong(),
          Sha256.of(line),
          Sha256.of(cut.length == 0 ? last : cut),
          cut.length,
          Instant.parse(record.required("ts").asString()),
          record.required("caseId").asString());
    } catch (JacksonException | DateTimeException _) {
      return null;
    }
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, from, i));
        from = i + 1;
      }
    }
    lines.add(Arrays.copyOfRange(bytes, from, bytes.length));
    return lines;
  }
}
