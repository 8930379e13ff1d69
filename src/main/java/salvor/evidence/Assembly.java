package salvor.evidence;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.workload.Location;

/**
 * Puts what several workers read into one order.
 *
 * <p>Each worker numbered texts and tuples for itself; here they are numbered once more, together,
 * and the columns are gathered in the order of time. The sort is stable, so rows of equal time keep
 * the order of the parts.
 */
public final class Assembly {
  /** Rows and the tables their numbers belong to; several parts may share their tables. */
  public record Part(Rows rows, Tables tables) {}

  private record Map4(int[] texts, int[] locations, int[] processes, int[] activities) {}

  private Assembly() {}

  /** The observations of all parts; the parts are given in the order of source and position. */
  public static Observations of(List<Part> parts) {
    return of(parts, null);
  }

  /**
   * The observations of all parts, their locations completed from what the evidence as a whole
   * says. Locations are then numbered in the order in which they first appear, however many workers
   * read.
   */
  public static Observations of(List<Part> parts, @Nullable Completion completion) {
    if (parts.isEmpty()) {
      return of(List.of(new Part(new Rows(0), new Tables())), completion);
    }
    Tables all = largest(parts); // the others are added to it
    IdentityHashMap<Tables, Map4> maps = new IdentityHashMap<>();
    int size = 0;
    for (Part part : parts) {
      size = Math.addExact(size, part.rows().size);
      if (part.tables() != all) {
        maps.computeIfAbsent(part.tables(), from -> merge(from, all));
      }
    }
    Rows rows = new Rows(size);
    for (Part part : parts) {
      append(part.rows(), maps.get(part.tables()), rows);
    }
    Placing placing = completion == null ? null : completion.placing();
    if (placing != null) {
      new Placed(rows, all, placing).all();
    }
    int[] order = order(rows);
    return gather(
        rows,
        order,
        all,
        completion == null ? all.locations : complete(rows, order, all, completion));
  }

  private static Tables largest(List<Part> parts) {
    Tables largest = parts.getFirst().tables();
    for (Part part : parts) {
      largest = part.tables().texts.size() > largest.texts.size() ? part.tables() : largest;
    }
    return largest;
  }

  private static Map4 merge(Tables from, Tables into) {
    int[] texts = into.texts.addAll(from.texts);
    Job<int[]> activities =
        new Jobs()
            .start(
                "Merge activities",
                _ -> merge(from.activities, into.activities, texts, Assembly::activityFields));
    return new Map4(
        texts,
        merge(from.locations, into.locations, texts, Assembly::locationFields),
        merge(from.processes, into.processes, texts, Assembly::processFields),
        result(activities));
  }

  private static <T> T result(Job<T> job) {
    return switch (job.await()) {
      case JobState.Succeeded<T>(T result) -> result;
      case JobState.Failed<T>(Throwable cause) -> throw new IllegalStateException(cause);
      case JobState.Cancelled<T> _, JobState.Waiting<T> _, JobState.Running<T> _ ->
          throw new IllegalStateException("cancelled");
    };
  }

  private interface Fields {
    void renumber(int[] tuple, int length, int[] texts);
  }

  private static int[] merge(TupleTable from, TupleTable into, int[] texts, Fields fields) {
    int[] map = new int[from.size()];
    int[] tuple = new int[32];
    for (int id = 0; id < map.length; id++) {
      int length = from.get(id, tuple);
      fields.renumber(tuple, length, texts);
      map[id] = into.add(tuple, length);
    }
    return map;
  }

  private static void locationFields(int[] tuple, int length, int[] texts) {
    for (int i = 0; i < length; i++) {
      tuple[i] = texts[tuple[i]];
    }
  }

  private static void processFields(int[] tuple, int length, int[] texts) {
    for (int i = 0; i < length; i++) {
      if (ProcessFields.isText(i)) {
        tuple[i] = texts[tuple[i]];
      }
    }
  }

  private static void activityFields(int[] tuple, int length, int[] texts) {
    activityFields(tuple, 0, length - Tables.OUTCOME_FIELDS, texts);
    tuple[length - 1] = texts[tuple[length - 1]];
  }

  private static void activityFields(int[] tuple, int from, int length, int[] texts) {
    int first = from + 1;
    switch (Kind.values()[tuple[from]]) {
      case PROCESS_STARTED -> {}
      case PROCESS_ENDED -> tuple[first + 1] = texts[tuple[first + 1]];
      case CONNECTION_OPENED, CONNECTION_ACCEPTED, LISTENING -> {
        for (int i : new int[] {0, 2, 3, 5, 6}) {
          tuple[first + i] = texts[tuple[first + i]];
        }
        if (length == first + 7 + Traffic.FIELDS) {
          renumber(tuple, length - 2, length, texts);
        }
      }
      case NAME_LOOKED_UP, FILE_OPENED, FILE_WRITTEN, FILE_DELETED, LOGGED ->
          renumber(tuple, first, length, texts);
      case KERNEL_ACTION, API_REQUEST, CLUSTER_EVENT -> renumber(tuple, first + 1, length, texts);
      case EVENTS_LOST, NOT_HEARD -> renumber(tuple, first + 2, length, texts);
      case ALERT -> {
        renumber(tuple, first, first + 3, texts);
        if (first + 3 < length) {
          activityFields(tuple, first + 3, length, texts);
        }
      }
    }
  }

  private static void renumber(int[] tuple, int from, int to, int[] texts) {
    for (int i = from; i < to; i++) {
      tuple[i] = texts[tuple[i]];
    }
  }

  private static void append(Rows from, @Nullable Map4 map, Rows to) {
    int at = to.size;
    int n = from.size;
    System.arraycopy(from.time, 0, to.time, at, n);
    System.arraycopy(from.timeForm, 0, to.timeForm, at, n);
    System.arraycopy(from.kind, 0, to.kind, at, n);
    System.arraycopy(from.quality, 0, to.quality, at, n);
    System.arraycopy(from.source, 0, to.source, at, n);
    System.arraycopy(from.line, 0, to.line, at, n);
    System.arraycopy(from.offset, 0, to.offset, at, n);
    System.arraycopy(from.length, 0, to.length, at, n);
    System.arraycopy(from.pid, 0, to.pid, at, n);
    System.arraycopy(from.containerPid, 0, to.containerPid, at, n);
    System.arraycopy(from.parentPid, 0, to.parentPid, at, n);
    copy(from.identity, map == null ? null : map.texts(), to.identity, at, n);
    copy(from.parentIdentity, map == null ? null : map.texts(), to.parentIdentity, at, n);
    copy(from.timeText, map == null ? null : map.texts(), to.timeText, at, n);
    copy(from.location, map == null ? null : map.locations(), to.location, at, n);
    copy(from.process, map == null ? null : map.processes(), to.process, at, n);
    copy(from.activity, map == null ? null : map.activities(), to.activity, at, n);
    to.size = at + n;
  }

  private static void copy(int[] from, int @Nullable [] map, int[] to, int at, int n) {
    if (map == null) {
      System.arraycopy(from, 0, to, at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      to[at + i] = map[from[i]];
    }
  }

  /** The rows in order: timed ones by time, then the others; ties keep their order. */
  private static int[] order(Rows rows) {
    int[] order = new int[rows.size];
    int timed = 0;
    for (int row = 0; row < rows.size; row++) {
      if (TimeText.isTime(rows.timeForm[row])) {
        order[timed++] = row;
      }
    }
    int untimed = timed;
    for (int row = 0; row < rows.size; row++) {
      if (!TimeText.isTime(rows.timeForm[row])) {
        order[untimed++] = row;
      }
    }
    return RunSort.sort(order, timed, rows.time);
  }

  private static TupleTable complete(Rows rows, int[] order, Tables tables, Completion completion) {
    Tuples tuples = tables.locations.freeze();
    Texts texts = tables.texts.freeze();
    List<Location> said = new ArrayList<>(tuples.size());
    for (int id = 0; id < tuples.size(); id++) {
      said.add(Tables.location(tuples, id, texts));
    }
    List<Completion.Completed> completed = completion.complete(said);
    TupleTable numbered = new TupleTable();
    int[] numbers = new int[said.size()];
    int[] tuple = new int[Tables.LOCATION_FIELDS];
    for (int row : order) {
      int id = rows.location[row];
      Completion.Completed now = completed.get(id);
      if (numbers[id] == 0) {
        tables.locations.get(tables.add(now.location()), tuple);
        numbers[id] = numbered.add(tuple, tuple.length) + 1;
      }
      rows.location[row] = numbers[id] - 1;
      rows.quality[row] |= now.qualityBits();
    }
    return numbered;
  }

  private static Observations gather(Rows rows, int[] order, Tables tables, TupleTable locations) {
    int n = rows.size;
    int timed = n;
    while (timed > 0 && !TimeText.isTime(rows.timeForm[order[timed - 1]])) {
      timed--;
    }
    int @Nullable [] moved = inPlace(order) ? null : order;
    Columns columns =
        new Columns(
            LongBuffer.wrap(gather(rows.time, n, moved)),
            ByteBuffer.wrap(gather(rows.timeForm, n, moved)),
            IntBuffer.wrap(gather(rows.timeText, n, moved)),
            ByteBuffer.wrap(gather(rows.kind, n, moved)),
            IntBuffer.wrap(gather(rows.quality, n, moved)),
            IntBuffer.wrap(gather(rows.location, n, moved)),
            IntBuffer.wrap(gather(rows.process, n, moved)),
            IntBuffer.wrap(gather(rows.pid, n, moved)),
            IntBuffer.wrap(gather(rows.containerPid, n, moved)),
            IntBuffer.wrap(gather(rows.identity, n, moved)),
            IntBuffer.wrap(gather(rows.parentPid, n, moved)),
            IntBuffer.wrap(gather(rows.parentIdentity, n, moved)),
            IntBuffer.wrap(gather(rows.activity, n, moved)),
            IntBuffer.wrap(gather(rows.source, n, moved)),
            LongBuffer.wrap(gather(rows.line, n, moved)),
            LongBuffer.wrap(gather(rows.offset, n, moved)),
            IntBuffer.wrap(gather(rows.length, n, moved)));
    return new Observations(
        n,
        timed,
        columns,
        tables.texts.freeze(),
        locations.freeze(),
        tables.processes.freeze(),
        tables.activities.freeze());
  }

  /**
   * Whether the rows were read in the order of time, as they are of one well-behaved sensor: the
   * columns then stay.
   */
  private static boolean inPlace(int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }

  private static long[] gather(long[] from, int n, int @Nullable [] order) {
    if (order == null) {
      return from.length == n ? from : Arrays.copyOf(from, n);
    }
    long[] to = new long[n];
    for (int i = 0; i < n; i++) {
      to[i] = from[order[i]];
    }
    return to;
  }

  private static int[] gather(int[] from, int n, int @Nullable [] order) {
    if (order == null) {
      return from.length == n ? from : Arrays.copyOf(from, n);
    }
    int[] to = new int[n];
    for (int i = 0; i < n; i++) {
      to[i] = from[order[i]];
    }
    return to;
  }

  private static byte[] gather(byte[] from, int n, int @Nullable [] order) {
    if (order == null) {
      return from.length == n ? from : Arrays.copyOf(from, n);
    }
    byte[] to = new byte[n];
    for (int i = 0; i < n; i++) {
      to[i] = from[order[i]];
    }
    return to;
  }
}
