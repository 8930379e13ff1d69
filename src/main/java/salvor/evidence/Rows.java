package salvor.evidence;

import java.util.Arrays;

/**
 * Rows of observations in the order they were read, as columns; their numbers are those of one
 * {@link Tables}.
 */
public final class Rows {
  int size;
  long[] time;
  byte[] timeForm;
  byte[] kind;
  int[] quality;
  int[] location;
  int[] process;
  int[] pid;
  int[] containerPid;
  int[] identity;
  int[] parentPid;
  int[] parentIdentity;
  int[] activity;
  int[] timeText;
  int[] source;
  long[] line;
  long[] offset;
  int[] length;

  /**
   * @param expected how many rows are expected; more are taken as well
   */
  public Rows(int expected) {
    int n = Math.max(16, expected);
    time = new long[n];
    timeForm = new byte[n];
    kind = new byte[n];
    quality = new int[n];
    location = new int[n];
    process = new int[n];
    pid = new int[n];
    containerPid = new int[n];
    identity = new int[n];
    parentPid = new int[n];
    parentIdentity = new int[n];
    activity = new int[n];
    timeText = new int[n];
    source = new int[n];
    line = new long[n];
    offset = new long[n];
    length = new int[n];
  }

  /** The number of rows. */
  public int size() {
    return size;
  }

  /** Adds an observation, its parts going to the tables. */
  public void add(Observation observation, Tables tables) {
    ObservedTime at = observation.time();
    byte form = at == null ? TimeText.NONE : TimeText.form(at);
    RecordRef ref = observation.source();
    add(
        at == null || at.isWithoutZone() ? 0 : at.nanos(),
        form,
        TimeText.isStored(form) && at != null ? tables.texts.add(at.original()) : 0,
        observation.activity().kind(),
        Quality.bits(observation.quality()),
        tables.add(observation.location()),
        tables.add(observation.process()),
        tables.numbers,
        tables.add(observation.activity(), observation.outcome()),
        ref.source(),
        ref.line(),
        ref.offset(),
        ref.length());
  }

  /**
   * Adds a row.
   *
   * @param nanos the time; any number when the form is none of a time
   * @param form how the time is written in the source
   * @param timeTextId the time's text, when the form is one that stores it
   */
  public void add(
      long nanos,
      byte form,
      int timeTextId,
      Kind kind,
      int qualityBits,
      int locationId,
      int processId,
      ProcessNumbers numbers,
      int activityId,
      int sourceId,
      long lineNumber,
      long byteOffset,
      int byteLength) {
    if (size == time.length) {
      grow();
    }
    int row = size++;
    time[row] = nanos;
    timeForm[row] = form;
    timeText[row] = timeTextId;
    this.kind[row] = (byte) kind.ordinal();
    quality[row] = qualityBits;
    location[row] = locationId;
    process[row] = processId;
    pid[row] = numbers.pid;
    containerPid[row] = numbers.containerPid;
    identity[row] = numbers.identity;
    parentPid[row] = numbers.parentPid;
    parentIdentity[row] = numbers.parentIdentity;
    activity[row] = activityId;
    source[row] = sourceId;
    line[row] = lineNumber;
    offset[row] = byteOffset;
    length[row] = byteLength;
  }

  /** Adds to every row's line number, for rows of a chunk whose lines were counted from 1. */
  public void moveLines(long by) {
    for (int row = 0; row < size; row++) {
      line[row] += by;
    }
  }

  private void grow() {
    int n = size * 2;
    time = Arrays.copyOf(time, n);
    timeForm = Arrays.copyOf(timeForm, n);
    kind = Arrays.copyOf(kind, n);
    quality = Arrays.copyOf(quality, n);
    location = Arrays.copyOf(location, n);
    process = Arrays.copyOf(process, n);
    pid = Arrays.copyOf(pid, n);
    containerPid = Arrays.copyOf(containerPid, n);
    identity = Arrays.copyOf(identity, n);
    parentPid = Arrays.copyOf(parentPid, n);
    parentIdentity = Arrays.copyOf(parentIdentity, n);
    activity = Arrays.copyOf(activity, n);
    timeText = Arrays.copyOf(timeText, n);
    source = Arrays.copyOf(source, n);
    line = Arrays.copyOf(line, n);
    offset = Arrays.copyOf(offset, n);
    length = Arrays.copyOf(length, n);
  }
}
