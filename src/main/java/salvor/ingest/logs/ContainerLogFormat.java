package salvor.ingest.logs;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import salvor.ingest.Beginning;
import salvor.ingest.BriefLines;
import salvor.ingest.DocumentFormat;
import salvor.ingest.Sink;
import salvor.workload.Location;

/**
 * A container's log: a file in one of the layouts of {@link LogPlace}, or one whose lines begin as
 * a container runtime or {@code kubectl logs --timestamps} writes them. The log of a sensor is left
 * to the sensor's reader.
 */
public final class ContainerLogFormat implements DocumentFormat {
  private static final String TIME =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{1,9}(?:Z|[+-][0-9:]{5})";
  private static final Pattern LINE = Pattern.compile("\\{\"log\":\".*|" + TIME + "(?:[ \t].*)?");
  private static final int LOOKED_AT = 4;

  @Override
  public String name() {
    return "container-log";
  }

  @Override
  public boolean yields() {
    return true;
  }

  @Override
  public boolean begins(Beginning opened) {
    if (LogPlace.of(opened.path()) != null) {
      return !opened.text().isBlank();
    }
    long whole = opened.text().lines().filter(l -> !l.isBlank()).limit(LOOKED_AT).count();
    return whole > 0
        && opened
            .text()
            .lines()
            .filter(l -> !l.isBlank())
            .limit(LOOKED_AT)
            .allMatch(l -> LINE.matcher(l).matches());
  }

  @Override
  public void read(InputStream in, Beginning opened, Sink sink) throws IOException {
    LogPlace place = LogPlace.of(opened.path());
    if (place == null) {
      sink.note("which container wrote it is not told: its path is in no layout that is known");
    } else if (place.before()) {
      sink.note("the log of the container before its last restart");
    }
    LogLines log = new LogLines(place == null ? Location.UNKNOWN : place.location(), sink);
    BriefLines lines = new BriefLines(in, opened.source(), opened.offset(), LogLines.LONGEST);
    for (BriefLines.Line line; (line = lines.next()) != null; ) {
      log.line(line);
    }
    log.end();
  }
}
