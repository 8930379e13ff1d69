package salvor.evidence;

import java.nio.IntBuffer;
import java.util.List;

/**
 * Checks tables that come from a file: that texts lie in their pages, that tuples have the fields
 * of their kind, that times are in order. {@link Observations} trusts its tables, since checking at
 * each access would cost every scan.
 */
public final class StoredTables {
  /** The longest tuple that {@link Tables} makes. */
  private static final int LONGEST = 32;

  private static final Kind[] KINDS = Kind.values();

  private final Observations all;

  private StoredTables(Observations all) {
    this.all = all;
  }

  /**
   * @throws IllegalArgumentException (or another exception of an index out of range) when they
   *     cannot be used
   */
  public static void check(Observations all) {
    checks(all).forEach(Runnable::run);
  }

  /** The parts of {@link #check}, which may run beside each other. */
  public static List<Runnable> checks(Observations all) {
    StoredTables tables = new StoredTables(all);
    int half = all.activities() / 2;
    return List.of(
        () -> tables.activities(0, half),
        () -> tables.activities(half, all.activities()),
        tables::rows,
        tables::texts,
        tables::processes,
        () -> tables.tuples(all.activityTuples(), 0),
        tables::locations);
  }

  private void texts() {
    Texts texts = all.texts();
    for (int id = 1; id < texts.size(); id++) {
      require((long) texts.offset(id) + texts.length(id) <= texts.page(id).limit());
    }
  }

  private void tuples(Tuples tuples, int fields) {
    int end = tuples.starts().get(0);
    require(end == 0);
    for (int id = 1; id <= tuples.size(); id++) {
      int begin = end;
      end = tuples.starts().get(id);
      int length = end - begin - tuples.tail();
      require(fields == 0 ? length > 0 && length <= LONGEST : length == fields);
    }
    require(end <= tuples.values().limit());
  }

  private void locations() {
    tuples(all.locationTuples(), Tables.LOCATION_FIELDS);
    for (int id = 0; id < all.locations(); id++) {
      for (int field = 0; field < Tables.LOCATION_FIELDS; field++) {
        text(all.locationTuples().get(id, field));
      }
    }
  }

  /** All tuples have one length here; without a branch in the loop, a million take milliseconds. */
  private void processes() {
    tuples(all.processTuples(), Tables.PROCESS_FIELDS);
    IntBuffer values = all.processTuples().values();
    int last = all.texts().size() - 1;
    int sign = 0;
    for (int at = 0; at < all.processes() * Tables.PROCESS_FIELDS; at += Tables.PROCESS_FIELDS) {
      for (int field = 0; field < Tables.PROCESS_FIELDS; field++) {
        int number = ProcessFields.isText(field) ? values.get(at + field) : 0;
        sign |= number | (last - number);
      }
    }
    require(sign >= 0);
  }

  private void activities(int from, int to) {
    for (int id = from; id < to; id++) {
      activity(id);
    }
  }

  private void activity(int id) {
    int end = activity(id, 0);
    if (kind(id, 0) == Kind.ALERT && end < all.activityTuples().length(id)) {
      require(kind(id, end) != Kind.ALERT);
      end = activity(id, end);
    }
    require(end == all.activityTuples().length(id));
    int result = all.activityTuples().tail(id, 0);
    require(result >= 0 && result < Outcome.Result.values().length);
    text(all.activityTuples().tail(id, 1));
  }

  /** Checks the activity that begins at a field; gives the field behind it. */
  private int activity(int id, int from) {
    String fields =
        switch (kind(id, from)) {
          case PROCESS_STARTED -> "";
          case PROCESS_ENDED -> "#t";
          case CONNECTION_OPENED, CONNECTION_ACCEPTED ->
              all.activityTuples().length(id) == from + 8 ? "t#tt#tt" : "t#tt#tt##########tt";
          case LISTENING -> "t#tt#tt";
          case NAME_LOOKED_UP, FILE_OPENED, FILE_WRITTEN, LOGGED -> "Tt";
          case FILE_DELETED -> "T";
          case KERNEL_ACTION -> "aTt";
          case API_REQUEST -> "#Ttttttttttt";
          case ALERT -> "Ttt";
          case EVENTS_LOST, NOT_HEARD -> "##t";
          case CLUSTER_EVENT -> "#Ttttt";
        };
    require(from + 1 + fields.length() <= all.activityTuples().length(id));
    for (int i = 0; i < fields.length(); i++) {
      int value = all.activityTuples().get(id, from + 1 + i);
      switch (fields.charAt(i)) {
        case 't' -> text(value);
        case 'T' -> require(value > 0 && value < all.texts().size());
        case 'a' -> require(value >= 0 && value < Activity.KernelAction.Type.values().length);
        default -> {} // any number
      }
    }
    return from + 1 + fields.length();
  }

  private Kind kind(int id, int field) {
    return KINDS[all.activityTuples().get(id, field)];
  }

  private void rows() {
    Columns columns = all.columns();
    long before = Long.MIN_VALUE;
    for (int row = 0; row < all.size(); row++) {
      byte kind = columns.kind().get(row);
      require(KINDS[kind] == kind(all.activityId(row), 0));
      byte form = columns.timeForm().get(row);
      if (row < all.timed()) {
        long time = columns.time().get(row);
        require(time >= before && form > TimeText.NONE && form <= TimeText.OTHER);
        require(form != TimeText.OTHER || columns.timeText().get(row) > 0);
        before = time;
      } else {
        boolean naive = form == TimeText.NAIVE && columns.timeText().get(row) > 0;
        require(naive || form == TimeText.NONE);
      }
    }
  }

  private void text(int id) {
    require(id >= 0 && id < all.texts().size());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("a table refers to what is not there");
    }
  }
}
