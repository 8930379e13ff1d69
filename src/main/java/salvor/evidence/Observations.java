package salvor.evidence;

import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;

/**
 * All observations of an investigation, in the order of time, then source, then position; the
 * untimed ones last. Read only and safe for many threads. A row number is good for this value only:
 * what is to last refers to the {@link RecordRef}.
 */
public final class Observations {
  private static final Kind[] KINDS = Kind.values();
  private static final Outcome.Result[] RESULTS = Outcome.Result.values();

  private final int size;
  private final int timed;
  private final Columns columns;
  private final Texts texts;
  private final Tuples locations;
  private final Tuples processes;
  private final Tuples activities;
  private final ClockOffsets clocks;
  private final @Nullable Location[] known;
  private final NavigableSet<String> clusters;
  private volatile @Nullable Resolutions resolutions;
  private Instant latest = Instant.MAX; // set before anybody else sees this
  private volatile @Nullable OrderInTime order;

  /**
   * @param size the number of rows
   * @param timed how many of them have a time; they come first
   */
  public Observations(
      int size,
      int timed,
      Columns columns,
      Texts texts,
      Tuples locations,
      Tuples processes,
      Tuples activities) {
    this(size, timed, columns, texts, locations, processes, activities, ClockOffsets.NONE);
  }

  /**
   * @param size the number of rows
   * @param timed how many of them have a time; they come first
   * @param clocks what was added to the times that the sources recorded
   */
  Observations(
      int size,
      int timed,
      Columns columns,
      Texts texts,
      Tuples locations,
      Tuples processes,
      Tuples activities,
      ClockOffsets clocks) {
    this.size = size;
    this.timed = timed;
    this.columns = columns;
    this.texts = texts;
    this.locations = locations;
    this.processes = processes;
    this.activities = activities;
    this.clocks = clocks;
    this.known = new @Nullable Location[locations.size()];
    this.clusters = Tables.clusters(locations, texts);
  }

  /** No observation. */
  public static Observations none() {
    return of(List.of());
  }

  /** These observations, put in order. */
  public static Observations of(List<Observation> observations) {
    Tables tables = new Tables();
    Rows rows = new Rows(observations.size());
    observations.forEach(o -> rows.add(o, tables));
    return Assembly.of(List.of(new Assembly.Part(rows, tables)));
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /** The number of rows with a time: rows 0 to timed - 1. The rest is the untimed tray. */
  public int timed() {
    return timed;
  }

  /** Nanoseconds since 1970 of a row before {@link #timed()}. */
  public long time(int row) {
    return columns.time().get(row);
  }

  /** No record can be later: the evidence was read before. */
  public Instant latest() {
    return latest;
  }

  /** Sets {@link #latest}, before anybody else sees this value. */
  public Observations readBefore(Instant latest) {
    this.latest = latest;
    return this;
  }

  /** What was added to the times that the sources recorded. */
  public ClockOffsets clocks() {
    return clocks;
  }

  /** Nanoseconds since 1970 of a row before {@link #timed()}, as its source recorded it. */
  public long recordedTime(int row) {
    return columns.time().get(row) - clocks.of(columns.source().get(row));
  }

  /** How fine the sources tell their times; the first call looks at every row. */
  public Resolutions resolutions() {
    Resolutions found = resolutions;
    if (found == null) {
      found = new Resolutions(this);
      resolutions = found; // a race makes an equal value again
    }
    return found;
  }

  /** Whose order in time is known; the first call looks at every row. */
  public OrderInTime order() {
    OrderInTime found = order;
    if (found == null) {
      found = new OrderInTime(this);
      order = found;
    }
    return found;
  }

  /** The kind of a row's activity. */
  public Kind kind(int row) {
    return KINDS[columns.kind().get(row)];
  }

  /** The bits of a row's {@link Quality}. */
  public int quality(int row) {
    return columns.quality().get(row);
  }

  /** Whether a row tells of what was so before anybody recorded it: a process, a pod's state. */
  public boolean ranBeforeSensor(int row) {
    return (kind(row) == Kind.PROCESS_STARTED || kind(row) == Kind.CLUSTER_EVENT)
        && (quality(row) & Quality.RUNNING_BEFORE_SENSOR.bit()) != 0;
  }

  /** Whether a row's time is when it began, before anybody recorded it, and not that of a look. */
  public boolean beganBeforeSensor(int row) {
    return ranBeforeSensor(row) && (quality(row) & Quality.SEEN_RUNNING.bit()) == 0;
  }

  /** The number of a row's location, below {@link #locations()}. */
  public int locationId(int row) {
    return columns.location().get(row);
  }

  /** The number of distinct locations. */
  public int locations() {
    return locations.size();
  }

  /** The clusters that are told. */
  public NavigableSet<String> clusters() {
    return clusters;
  }

  /** The cluster of the location with a number, as it is told. */
  public @Nullable String cluster(int id) {
    return texts.get(locations.get(id, Tables.CLUSTER));
  }

  /**
   * The location with a number. Where fewer than two clusters are told it is without its cluster:
   * whatever names none may be of the same.
   */
  public Location location(int id) {
    Location location = known[id];
    if (location == null) {
      location = Tables.location(locations, id, texts);
      location = clusters.size() < 2 ? location.in(null) : location;
      known[id] = location; // a race makes an equal value again
    }
    return location;
  }

  /** The number of a row's process, below {@link #processes()}. */
  public int processId(int row) {
    return columns.process().get(row);
  }

  /** The number of distinct descriptions of processes. */
  public int processes() {
    return processes.size();
  }

  /** What all rows with this number of a process share: nothing of pids and identities. */
  public ProcessInfo process(int id) {
    return Tables.process(processes, id, texts, new ProcessNumbers());
  }

  /** The process of a row. */
  public ProcessInfo processAt(int row) {
    ProcessNumbers numbers = new ProcessNumbers();
    numbers.pid = pid(row);
    numbers.containerPid = columns.containerPid().get(row);
    numbers.identity = identity(row);
    numbers.parentPid = parentPid(row);
    numbers.parentIdentity = columns.parentIdentity().get(row);
    return Tables.process(processes, processId(row), texts, numbers);
  }

  /** The process id of a row, {@link Tables#NOT_GIVEN} when the source names none. */
  public int pid(int row) {
    return columns.pid().get(row);
  }

  /** The number of the text that names the run of a row's process, 0 when none does. */
  public int identity(int row) {
    return columns.identity().get(row);
  }

  /** The process id of the parent, {@link Tables#NOT_GIVEN} when the source names none. */
  public int parentPid(int row) {
    return columns.parentPid().get(row);
  }

  /** The number of a row's activity, below {@link #activities()}. */
  public int activityId(int row) {
    return columns.activity().get(row);
  }

  /** The number of distinct activities. */
  public int activities() {
    return activities.size();
  }

  /** The activity with a number. */
  public Activity activity(int id) {
    return ActivityTuples.read(activities, id, texts);
  }

  /** How the activity with a number ended. */
  public Outcome outcome(int id) {
    return new Outcome(RESULTS[activities.tail(id, 0)], texts.get(activities.tail(id, 1)));
  }

  /** The number of the text that the source said of the outcome of an activity, 0 for none. */
  public int said(int id) {
    return activities.tail(id, 1);
  }

  /** What came of the activity with a number. */
  public Outcome.Result result(int id) {
    return RESULTS[activities.tail(id, 0)];
  }

  /** The source of a row. */
  public int sourceId(int row) {
    return columns.source().get(row);
  }

  /** Where a row's record stands. */
  public RecordRef source(int row) {
    return new RecordRef(
        columns.source().get(row),
        columns.line().get(row),
        columns.offset().get(row),
        columns.length().get(row));
  }

  /** When, with the text that the source recorded; null in the untimed tray. */
  public @Nullable ObservedTime observedTime(int row) {
    if (row >= timed) {
      return null;
    }
    byte form = columns.timeForm().get(row);
    String stored = TimeText.isStored(form) ? texts.get(columns.timeText().get(row)) : null;
    return new ObservedTime(
        time(row), stored != null ? stored : TimeText.text(form, recordedTime(row)));
  }

  /**
   * The time of day that a source recorded without a zone; null for a row whose source gave a
   * moment, or nothing.
   */
  public @Nullable String timeWithoutZone(int row) {
    return columns.timeForm().get(row) == TimeText.NAIVE
        ? texts.get(columns.timeText().get(row))
        : null;
  }

  /** The whole observation. */
  public Observation get(int row) {
    return new Observation(
        observedTime(row),
        location(locationId(row)),
        processAt(row),
        activity(activityId(row)),
        outcome(activityId(row)),
        Quality.of(quality(row)),
        source(row));
  }

  /** The rows in the order of sources and of their records, which no clock changes. */
  public int[] byRecord() {
    return Shifting.byRecord(this);
  }

  /** The first row that is not before a time; {@link #timed()} when all are before it. */
  public int firstAtOrAfter(long nanos) {
    return columns.firstAtOrAfter(nanos, timed);
  }

  /** The texts that locations, processes and activities are made of. */
  public Texts texts() {
    return texts;
  }

  /** The columns, for storing them and for scans. */
  public Columns columns() {
    return columns;
  }

  /** The location tuples, fields as in {@link Tables#add(Location)}. */
  public Tuples locationTuples() {
    return locations;
  }

  /** The process tuples, fields as in {@link Tables#add(ProcessInfo)}. */
  public Tuples processTuples() {
    return processes;
  }

  /** The activity tuples, fields as in {@link Tables#add(Activity, Outcome)}. */
  public Tuples activityTuples() {
    return activities;
  }
}
