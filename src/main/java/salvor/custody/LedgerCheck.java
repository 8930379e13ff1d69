package salvor.custody;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.custody.Fault.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a ledger is the one that was written: each record follows the one before it, none is
 * missing, doubled or moved, and the last is the one that the head pins. Reads it once, in constant
 * memory but for a bit per record.
 */
public final class LedgerCheck {
  private static final int LONGEST = 1 << 20;
  private static final int MOST = 50_000_000;
  private static final int MOST_FAULTS = 1000;

  private final String name;
  private final Consumer<ObjectNode> records;
  private final List<Fault> faults = new ArrayList<>();
  private final BitSet seen = new BitSet();
  private long line;
  private long last;
  private long greatest;
  private String before = CustodyLedger.NOTHING_BEFORE;
  private String ofLast = CustodyLedger.NOTHING_BEFORE;
  private long unread;
  private boolean broken;
  private @Nullable String caseId;
  private @Nullable Instant time;

  private LedgerCheck(String name, Consumer<ObjectNode> records) {
    this.name = name;
    this.records = records;
  }

  /**
   * What was found.
   *
   * @param records how many there are
   * @param caseId the case; null when there is no record
   * @param faults what is wrong; none when it is whole
   */
  public record Result(long records, @Nullable String caseId, List<Fault> faults) {
    /** Copies the list. */
    public Result {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Checks a ledger.
   *
   * @param in its records
   * @param head what pins its end; null when there is none
   * @param name what the ledger is called in what is found
   * @param records is given each record that can be read, in the order of the file
   */
  public static Result of(
      InputStream in, @Nullable CustodyHead head, String name, Consumer<ObjectNode> records)
      throws IOException {
    LedgerCheck check = new LedgerCheck(name, records);
    check.read(new BufferedInputStream(in, 1 << 16));
    check.end(head);
    return new Result(check.seen.cardinality(), check.caseId, check.faults);
  }

  private void read(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    boolean open = false;
    for (int c; (c = in.read()) >= 0; ) {
      open = c != '\n';
      if (open) {
        if (text.size() < LONGEST) {
          text.write(c);
        }
      } else {
        line(text.toByteArray(), true);
        text.reset();
      }
    }
    if (open) {
      line(text.toByteArray(), false);
    }
  }

  private void line(byte[] text, boolean ends) {
    line++;
    ObjectNode record = record(text);
    if (!ends) {
      fault(Standing.TRUNCATED, Kind.INTERRUPTED, null, null);
    } else if (record == null) {
      if (broken) {
        fault(Standing.MODIFIED, Kind.NO_RECORD, null, null);
      }
      broken = true; // the record after it may say why
      unread++;
    } else {
      follow(record);
      records.accept(record);
    }
    before = Sha256.of(text);
    if (ends && record != null) {
      ofLast = before;
    }
  }

  private @Nullable ObjectNode record(byte[] text) {
    try {
      JsonNode read = JsonMapper.shared().readTree(text);
      return read instanceof ObjectNode object && object.path("seq").isIntegralNumber()
          ? object
          : null;
    } catch (JacksonException _) {
      return null;
    }
  }

  private void follow(ObjectNode record) {
    long seq = record.path("seq").asLong(0);
    String recovered = record.path("response").path(CustodyLedger.RECOVERED).asString("");
    if (broken && recovered.equals(CustodyLedger.INTERRUPTED)) {
      unread--;
    } else if (broken) {
      faults.add(new Fault(Standing.MODIFIED, Kind.NO_RECORD, name, line - 1, null, null));
    }
    broken = false;
    if (recovered.equals(CustodyLedger.LOST)) {
      fault(
          Standing.TRUNCATED,
          Kind.LOST,
          record.path("response").path("headHash").asString(""),
          null);
    }
    boolean follows = seq == last + 1;
    if (seq < 1 || seq > MOST) {
      fault(Standing.MODIFIED, Kind.NO_RECORD, "a number from 1", Long.toString(seq));
    } else if (seen.get((int) seq)) {
      fault(Standing.EXTRA, Kind.TWICE, null, Long.toString(seq));
    } else {
      if (seq < greatest) {
        fault(Standing.REORDERED, Kind.ORDER, Long.toString(last + 1), Long.toString(seq));
      }
      seen.set((int) seq);
    }
    if (follows && !record.path("prevHash").asString("").equals(before)) {
      faults.add(
          new Fault(
              Standing.MODIFIED,
              Kind.LINK,
              name,
              Math.max(1, line - 1),
              record.path("prevHash").asString(""),
              before));
    }
    consistent(record);
    last = seq;
    greatest = Math.max(greatest, seq);
  }

  private void consistent(ObjectNode record) {
    String of = record.path("caseId").asString("");
    if (caseId == null) {
      caseId = of;
    } else if (!caseId.equals(of)) {
      fault(Standing.CONTRADICTION, Kind.CASE, caseId, of);
    }
    try {
      Instant at = Instant.parse(record.path("ts").asString(""));
      String was = record.path("response").path(CustodyLedger.CLOCK_WAS).asString("");
      if (time != null && at.isBefore(time) && !was.equals(time.toString())) {
        fault(Standing.CONTRADICTION, Kind.TIME, time.toString(), at.toString());
      }
      time = at;
    } catch (DateTimeException _) {
      fault(Standing.MODIFIED, Kind.NO_RECORD, "a time", record.path("ts").asString(""));
    }
  }

  private void end(@Nullable CustodyHead head) {
    if (broken) {
      fault(Standing.MODIFIED, Kind.NO_RECORD, null, null);
    }
    long most = head == null ? greatest : Math.max(greatest, head.headSeq());
    boolean gone = most - seen.cardinality() > unread; // else they are the lines that are no record
    for (int seq = seen.nextClearBit(1);
        gone && seq < greatest && faults.size() < MOST_FAULTS;
        seq = seen.nextClearBit(seq + 1)) {
      faults.add(new Fault(Standing.MISSING, Kind.GONE, name, 0, Integer.toString(seq), null));
    }
    if (head == null) {
      fault(Standing.TRUNCATED, Kind.NO_HEAD, null, null);
      return;
    }
    String pinned = Long.toString(head.headSeq());
    if (head.headSeq() > greatest && gone) {
      fault(Standing.TRUNCATED, Kind.FEWER, pinned, Long.toString(greatest));
    } else if (head.headSeq() < greatest) {
      fault(Standing.EXTRA, Kind.MORE, pinned, Long.toString(greatest));
    } else if (last == greatest && !head.headHash().equals(ofLast)) {
      fault(Standing.MODIFIED, Kind.HEAD, head.headHash(), ofLast);
    }
    if (caseId != null && !head.caseId().equals(caseId)) {
      fault(Standing.CONTRADICTION, Kind.CASE, head.caseId(), caseId);
    }
  }

  private void fault(
      Standing standing, Kind kind, @Nullable String expected, @Nullable String actual) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Fault(standing, kind, name, line, expected, actual));
    }
  }
}
