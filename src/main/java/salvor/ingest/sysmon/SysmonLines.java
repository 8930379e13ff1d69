package salvor.ingest.sysmon;

import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;

/** Finds the events in lines: several on one, or one over several. */
final class SysmonLines implements LineReader {
  private static final String BEGIN = "<Event>";
  private static final String END = "</Event>";

  /** No event is longer: syslogs cut far below. */
  private static final int LONGEST = 1 << 20;

  private final StringBuilder open = new StringBuilder();
  private @Nullable RecordRef from;

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    String text = line.contains("<Event ") ? line.replaceAll("<Event [^<>]{0,300}>", BEGIN) : line;
    int begin = text.indexOf(BEGIN);
    if (begin >= 0) {
      cutOff(sink);
      events(text, begin, ref, sink);
    } else if (from == null) {
      sink.skipped("a line that is no event of Sysmon");
    } else if (open.length() + text.length() > LONGEST) {
      sink.skipped("part of an event over several lines");
      open.setLength(0);
      sink.unreadable(from, "longer than an event of Sysmon is");
      from = null;
    } else {
      sink.skipped("part of an event over several lines");
      open.append('\n').append(text);
      if (text.contains(END)) {
        RecordRef first = from;
        int length = (int) Math.min(1 << 30, ref.offset() + ref.length() - first.offset());
        from = new RecordRef(first.source(), first.line(), first.offset(), length);
        cutOff(sink);
      }
    }
  }

  private void events(String text, int begin, RecordRef ref, Sink sink) {
    for (int at = begin; at >= 0; ) {
      int next = text.indexOf(BEGIN, at + 1);
      int end = text.indexOf(END, at);
      boolean whole = end >= 0 && (next < 0 || end < next);
      boolean last = next < 0;
      if (whole || !last || isCutByTheSyslog(text, at)) {
        Told.of(text.substring(at, last ? text.length() : next), ref, sink);
      } else {
        from = ref;
        open.append(text, at, text.length());
      }
      at = next;
    }
  }

  /** A syslog writes one line and no more; only bare XML goes on in the next. */
  private static boolean isCutByTheSyslog(String text, int at) {
    return !text.substring(0, at).isBlank();
  }

  private void cutOff(Sink sink) {
    if (from != null) {
      Told.of(open.toString(), from, sink);
      open.setLength(0);
      from = null;
    }
  }

  @Override
  public void end(Sink sink) {
    cutOff(sink);
  }
}
