package salvor.ingest.auditd;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;
import salvor.ingest.auditd.AuditRecord.Stamp;
import salvor.workload.Location;

/**
 * Puts the records of the log together and tells what they say.
 *
 * <p>An event is over when its end is marked, or when so many others have begun that nothing of it
 * is to be expected: the daemon's own tools wait for two seconds, in which few thousand events fit.
 */
final class AuditdReader implements LineReader {
  private static final int MOST_OPEN = 1_000;
  private static final long MOST_CHARACTERS = 16 << 20;
  private static final Pattern LOST = Pattern.compile("\\baudit_lost=(\\d{1,18})");

  private final Map<Stamp, AuditEvent> open = new LinkedHashMap<>();
  private long characters;
  private long lost;

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    AuditRecord record = AuditRecord.of(line, ref);
    if (record == null) {
      other(line, ref, sink);
      return;
    }
    AuditEvent event = open.get(record.stamp());
    if (record.type().equals("EOE")) {
      sink.skipped("the mark at the end of an event");
      if (event != null) {
        give(event, sink);
      }
      return;
    }
    if (event == null) {
      event = new AuditEvent(record.stamp());
      open.put(record.stamp(), event);
    }
    long before = event.characters();
    if (!event.add(record)) {
      sink.unreadable(ref, "more records of one event than an event has");
      return;
    }
    characters += event.characters() - before;
    while (open.size() > MOST_OPEN || (characters > MOST_CHARACTERS && open.size() > 1)) {
      give(open.values().iterator().next(), sink);
    }
  }

  @Override
  public void end(Sink sink) {
    while (!open.isEmpty()) {
      give(open.values().iterator().next(), sink);
    }
  }

  private void give(AuditEvent event, Sink sink) {
    open.remove(event.stamp);
    characters -= event.characters();
    Told.of(event, sink);
  }

  /** A line that is no record: the kernel says that it lost some, or a tool separates events. */
  private void other(String line, RecordRef ref, Sink sink) {
    Matcher count = LOST.matcher(line);
    boolean counts = count.find();
    if (counts || line.contains("backlog limit exceeded") || line.contains("rate limit exceeded")) {
      long all = counts ? Long.parseLong(count.group(1)) : 0;
      long more = all > lost ? all - lost : all;
      lost = Math.max(lost, all);
      String why = line.substring(Math.max(0, line.indexOf("audit")));
      sink.observed(
          new Observation(
              null, // the time of a syslog line has neither year nor zone
              Location.UNKNOWN,
              ProcessInfo.UNKNOWN,
              new Activity.EventsLost(more, why.length() > 200 ? why.substring(0, 200) : why),
              Set.of(),
              ref));
    } else if (line.strip().equals("----") || line.startsWith("time->")) {
      sink.skipped("what ausearch writes between events");
    } else if (line.contains("msg=audit(")) {
      sink.unreadable(
          ref, "an audit record without seconds and serial number: export with ausearch --raw");
    } else if (line.startsWith("type=") || line.startsWith("node=")) {
      sink.unreadable(ref, "an audit record without its time, perhaps cut off");
    } else {
      sink.skipped("a line that is no audit record");
    }
  }
}
