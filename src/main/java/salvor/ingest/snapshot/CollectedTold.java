package salvor.ingest.snapshot;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.DecimalTime;
import salvor.ingest.Sink;
import salvor.workload.Location;

/**
 * What the toolbox told beside {@code /proc}, as observations: a hash is told with its process, a
 * file stands at the times that it carries, and which kind of time each is is said. {@code mtime}
 * can be set to anything by whoever may write the file; {@code ctime} is set by the kernel when the
 * file, its owner, mode or name changes, and by nobody else, but by a clock that may be wrong. Who
 * changed it nobody tells.
 */
final class CollectedTold {
  private final ProcTree tree;
  private final CollectedLines told;
  private final Telling telling;

  /** Tells an observation. */
  interface Telling {
    void observe(
        @Nullable ObservedTime time,
        Location place,
        ProcessInfo process,
        Activity activity,
        Outcome outcome,
        Set<Quality> quality,
        RecordRef at);
  }

  CollectedTold(ProcTree tree, Telling telling) {
    this.tree = tree;
    this.told = tree.collected;
    this.telling = telling;
  }

  /** How the process's executable was found, with a space before it; empty where nobody told. */
  String words(ProcTask task) {
    CollectedLines.Hashed hash = told.hashes.get(task.pid);
    CollectedLines.End end = told.end;
    String self =
        end != null && Integer.valueOf(task.pid).equals(end.self()) ? " (the toolbox itself)" : "";
    if (hash == null) {
      return self;
    }
    return self
        + (hash.sha256() != null
            ? " sha256=" + hash.sha256()
            : " sha256 could not be taken: " + hash.error());
  }

  /**
   * Whether its executable has no name any more; a name may end in the kernel's words by itself,
   * which the count of names knows.
   */
  boolean isGone(ProcTask task, boolean says) {
    CollectedLines.Hashed hash = told.hashes.get(task.pid);
    Boolean deleted = hash == null ? null : hash.deleted();
    return deleted == null ? says : deleted;
  }

  /** Tells all that is not told with a process. */
  void all(Sink sink, @Nullable ObservedTime taken, ProcPlaces places) {
    if (!told.isThere()) {
      return;
    }
    Location place = place(places);
    told.hashes.forEach((pid, hash) -> {
      ProcTask task = tree.tasks.get(pid);
      if (task != null && task.isTold() && task.place != null && !task.kernel) {
        sink.skipped("hash of an executable, told with its process");
      } else {
        executable(pid, hash, taken, place);
      }
    });
    told.files.forEach(file -> file(file, place, sink));
    for (CollectedLines.Refused each : told.refusals) {
      telling.observe(
          taken,
          place,
          ProcessInfo.UNKNOWN,
          new Activity.Logged(each.words(), null),
          Outcome.UNKNOWN,
          each.replaced() ? EnumSet.of(Quality.REPLACED_BYTES) : Set.of(),
          each.at());
    }
    sink.skipped("line of the toolbox: there are too many", told.left());
    ending(sink);
  }

  private void ending(Sink sink) {
    CollectedLines.End end = told.end;
    if (end == null) {
      sink.note(
          "the collection was cut off: it has no collected/end.json, and what is missing is not known");
      return;
    }
    if (!end.complete()) {
      sink.note(
          "the collection is not whole, by its own words: " + String.join("; ", end.truncated()));
    }
  }

  /** Where the target is; of several containers none is taken for it. */
  private Location place(ProcPlaces places) {
    CollectedLines.End end = told.end;
    Integer target = end == null ? null : end.target();
    ProcTask task = target == null ? null : tree.tasks.get(target);
    if (task != null) {
      return places.of(task);
    }
    Set<Location> all = new HashSet<>();
    for (ProcTask each : tree.tasks.values()) {
      boolean self = end != null && Integer.valueOf(each.pid).equals(end.self());
      if (!each.kernel && !self) {
        all.add(places.of(each));
      }
    }
    return all.size() == 1 ? all.iterator().next() : Location.UNKNOWN;
  }

  private void executable(
      int pid, CollectedLines.Hashed hash, @Nullable ObservedTime taken, Location place) {
    CollectedLines.Name exe = hash.exe();
    Set<Quality> quality = EnumSet.of(Quality.RUNNING_BEFORE_SENSOR, Quality.SEEN_RUNNING);
    if (exe != null && exe.replaced()) {
      quality.add(Quality.REPLACED_BYTES);
    }
    String path = exe == null ? "" : exe.text();
    path = Boolean.FALSE.equals(hash.deleted()) ? path : ProcTold.bare(path);
    if (path.startsWith("/memfd:")) {
      quality.add(Quality.EXE_FROM_MEMFD);
    } else if (Boolean.TRUE.equals(hash.deleted())) {
      quality.add(Quality.EXE_DELETED);
    }
    String found =
        hash.sha256() != null
            ? "sha256=" + hash.sha256()
            : "sha256 could not be taken: " + hash.error();
    telling.observe(
        taken,
        place,
        new ProcessInfo(pid, null, null, exe == null ? null : path, null, null, null, null, null),
        new Activity.ProcessStarted(),
        new Outcome(Outcome.Result.UNKNOWN, found),
        quality,
        hash.at());
  }

  private void file(CollectedLines.Changed file, Location place, Sink sink) {
    CollectedLines.End end = told.end;
    long since = end == null ? 0 : Math.max(0, DecimalTime.nanos(end.since()));
    Map<Long, String> kinds = new TreeMap<>();
    Map<Long, ObservedTime> times = new TreeMap<>();
    long mtime = DecimalTime.nanos(file.mtime());
    long ctime = DecimalTime.nanos(file.ctime());
    if (file.ctime() != null && ctime > 0 && ctime >= since) {
      times.put(ctime, new ObservedTime(ctime, file.ctime()));
      kinds.put(ctime, "ctime");
    }
    if (file.mtime() != null && mtime > 0 && mtime >= since) {
      times.put(mtime, new ObservedTime(mtime, file.mtime()));
      kinds.merge(mtime, "mtime", (one, more) -> more + ", " + one);
    }
    if (times.isEmpty() && since > 0 && (mtime > 0 || ctime > 0)) {
      sink.skipped("file that was not changed in the time that was looked at");
      return;
    }
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (file.path().replaced()) {
      quality.add(Quality.REPLACED_BYTES);
    }
    if (times.isEmpty()) {
      written(file, null, "no time that it carries is one: ", place, quality);
      return;
    }
    quality.add(Quality.FILE_TIME);
    for (Map.Entry<Long, ObservedTime> each : times.entrySet()) {
      String old =
          mtime >= since || mtime <= 0 ? "" : ", its mtime is older (" + file.mtime() + ")";
      written(file, each.getValue(), kinds.get(each.getKey()) + old + ": ", place, quality);
    }
  }

  private void written(
      CollectedLines.Changed file,
      @Nullable ObservedTime time,
      String kinds,
      Location place,
      Set<Quality> quality) {
    telling.observe(
        time,
        place,
        ProcessInfo.UNKNOWN,
        new Activity.FileWritten(file.path().text(), kinds + file.about()),
        Outcome.UNKNOWN,
        quality,
        file.at());
  }
}
