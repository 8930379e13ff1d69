package salvor.ingest.bodyfile;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;
import salvor.workload.Location;

/** Tells each time of each file: who set it, and what was done to the file, no bodyfile tells. */
final class BodyfileReader implements LineReader {
  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    FileTimes file = FileTimes.of(line);
    if (line.startsWith("#")) {
      sink.skipped("a comment");
    } else if (file == null) {
      sink.unreadable(ref, "no line of a bodyfile, or one that is cut off");
    } else if (file.times().isEmpty()) {
      told(file, null, "", ref, sink);
    } else {
      int further = 0;
      for (Map.Entry<ObservedTime, String> time : file.times().entrySet()) {
        if (further++ > 0) {
          sink.met();
        }
        told(file, time.getKey(), time.getValue() + ", ", ref, sink);
      }
    }
  }

  private static void told(
      FileTimes file, @Nullable ObservedTime time, String kinds, RecordRef ref, Sink sink) {
    sink.observed(
        new Observation(
            time,
            Location.UNKNOWN,
            ProcessInfo.UNKNOWN,
            new Activity.Logged(file.name() + " (" + kinds + file.about() + ")", null),
            time == null ? Set.of() : Set.of(Quality.FILE_TIME),
            ref));
  }
}
