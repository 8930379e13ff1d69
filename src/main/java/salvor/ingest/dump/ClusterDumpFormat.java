package salvor.ingest.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.BriefLines;
import salvor.ingest.DocumentFormat;
import salvor.ingest.Sink;
import salvor.ingest.logs.LogLines;
import salvor.ingest.logs.LogPlace;
import salvor.workload.Location;

/**
 * What {@code kubectl cluster-info dump} writes to its output, and the {@code logs.txt} of its
 * folders. Between two marks stands a container's log, in which anything may be written: what looks
 * like an object there is a line of the log.
 */
public final class ClusterDumpFormat implements DocumentFormat {
  private static final Pattern NODES = Pattern.compile("\\{\\s*\"kind\"\\s*:\\s*\"NodeList\"");
  private static final Pattern MARK =
      Pattern.compile("==== START logs for container ([^ ]+) of pod ([^ /]+)/([^ /]+) ====");

  @Override
  public String name() {
    return "cluster-info-dump";
  }

  @Override
  public boolean begins(Beginning opened) {
    String head = opened.text();
    return NODES.matcher(head).lookingAt() || head.startsWith(Sections.START);
  }

  @Override
  public void read(InputStream in, Beginning opened, Sink sink) throws IOException {
    Sections sections = new Sections(in, opened.offset());
    Set<Location> met = new HashSet<>();
    while (sections.more()) {
      opened.records().read(sections.objects(), sections.offset());
      if (sections.more()) {
        log(
            new BriefLines(sections.log(), opened.source(), sections.offset(), LogLines.LONGEST),
            met,
            sink);
      }
    }
    if (sections.strayEnd()) {
      sink.note(
          "a log ends twice: a line of it was made to look like its end, and objects that stand"
              + " between may be forged");
    }
  }

  private static void log(BriefLines lines, Set<Location> met, Sink sink) throws IOException {
    BriefLines.Line first = lines.next();
    if (first == null) {
      return;
    }
    LogLines log = new LogLines(place(first, met, sink), sink);
    String end = first.text().stripTrailing().replaceFirst("START", "END");
    boolean ended = false;
    for (BriefLines.Line line; (line = lines.next()) != null; ) {
      ended = line.text().stripTrailing().equals(end);
      if (ended) {
        sink.met();
        sink.skipped("mark of a container's log");
      } else {
        log.line(line);
      }
    }
    log.end();
    if (!ended) {
      sink.note("cut off: the last log has no end");
    }
  }

  private static Location place(BriefLines.Line first, Set<Location> met, Sink sink) {
    Matcher mark = MARK.matcher(first.text().stripTrailing());
    LogPlace place =
        mark.matches() ? LogPlace.of(mark.group(2), mark.group(3), mark.group(1)) : null;
    sink.met();
    if (place == null) {
      sink.unreadable(first.ref(), "the mark of a log names no container that can be");
      return Location.UNKNOWN;
    }
    sink.skipped("mark of a container's log");
    if (!met.add(place.location())) {
      sink.note(
          "the log of container %s of pod %s/%s begins twice: a line of a log may have been made to look like a mark"
              .formatted(mark.group(1), mark.group(2), mark.group(3)));
    }
    return place.location();
  }
}
