package salvor.ingest.auditd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.evidence.RecordRef;
import salvor.ingest.auditd.AuditRecord.Stamp;

/** The records of one event, in the order of coming. */
final class AuditEvent {
  private static final int MOST_RECORDS = 2_000;
  private static final long MOST_CHARACTERS = 4 << 20;

  final Stamp stamp;
  private final List<AuditRecord> records = new ArrayList<>();
  private long characters;
  private @Nullable RecordRef span;
  private long next;

  AuditEvent(Stamp stamp) {
    this.stamp = stamp;
  }

  /** Takes a record, unless there are more than any event has. */
  boolean add(AuditRecord record) {
    if (records.size() >= MOST_RECORDS
        || (!records.isEmpty() && characters + record.text().length() > MOST_CHARACTERS)) {
      return false;
    }
    characters += record.text().length();
    records.add(record);
    RecordRef ref = record.ref();
    if (span == null) {
      span = ref;
      next = ref.line() + 1;
    } else if (ref.line() == next) { // what lies between belongs to other events
      next++;
      long length = ref.offset() + ref.length() - span.offset();
      span = new RecordRef(span.source(), span.line(), span.offset(), (int) length);
    }
    return true;
  }

  /** Where it stands: its first record, and those that follow without another event's between. */
  RecordRef ref() {
    return span == null ? new RecordRef(0, 0, 0, 0) : span;
  }

  List<AuditRecord> records() {
    return records;
  }

  /** How much of memory it needs, about. */
  long characters() {
    return characters;
  }

  /** The first record of a type. */
  @Nullable AuditRecord first(String type) {
    for (AuditRecord record : records) {
      if (record.type().equals(type)) {
        return record;
      }
    }
    return null;
  }

  List<AuditRecord> all(String type) {
    return records.stream().filter(r -> r.type().equals(type)).toList();
  }

  /** When; null for second 0, which says that there is no time. */
  @Nullable ObservedTime time() {
    long seconds = Long.parseLong(stamp.seconds());
    if (seconds == 0 || seconds > Long.MAX_VALUE / 1_000_000_000L - 1) {
      return null;
    }
    long nanos = seconds * 1_000_000_000L + Integer.parseInt(stamp.millis()) * 1_000_000L;
    return new ObservedTime(nanos, stamp.seconds() + "." + stamp.millis());
  }
}
