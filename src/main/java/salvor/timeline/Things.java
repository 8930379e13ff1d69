package salvor.timeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.Tuples;

/**
 * What an observation is about, as a number: the path of the program that started or ended, the
 * file, the peer, the name looked up, the request. Equal numbers are equal things. Reads numbers of
 * texts only and makes no text, so that it can be asked of millions of rows; safe for many threads.
 */
public final class Things {
  /** Nothing that could be told again. */
  public static final long NONE = 0;

  /** The address of the pod itself, whatever it is. */
  private static final int ITSELF = -1;

  private static final Kind[] KINDS = Kind.values();
  private static final int ABOUT = 4; // where in the tuple of an alert stands what it is about
  private static final int TEXT_BITS = 32;
  private static final int PORT_BITS = 16;

  /** What kinds of things there are. */
  enum Sort {
    PROGRAM,
    FILE,
    PEER,
    CLIENT,
    LISTENER,
    NAME,
    KERNEL,
    REQUEST,
    RULE,
    LOSS
  }

  private final Observations observations;
  private final Tuples activities;
  private final Tuples processes;
  private final Map<List<Integer>, Integer> requests = new HashMap<>();

  /** The things of some observations. */
  public Things(Observations observations) {
    this.observations = observations;
    this.activities = observations.activityTuples();
    this.processes = observations.processTuples();
  }

  /** The thing that a row is about; {@link #NONE} when its source names none. */
  public long of(int row) {
    return of(row, _ -> false);
  }

  /**
   * The same, where an address of the pod itself is another thing on no pod.
   *
   * @param isOwn whether the text of a number is an address of the row's pod
   */
  public long of(int row, IntPredicate isOwn) {
    return of(row, observations.activityId(row), 0, isOwn);
  }

  /** The number of the address of a connection's own end, or that is listened at; 0 for none. */
  public int ownEnd(int row) {
    int id = observations.activityId(row);
    return switch (KINDS[activities.get(id, 0)]) {
      case CONNECTION_OPENED, CONNECTION_ACCEPTED, LISTENING -> activities.get(id, 1);
      default -> 0;
    };
  }

  private long of(int row, int id, int at, IntPredicate isOwn) {
    int first = at + 1;
    return switch (KINDS[activities.get(id, at)]) {
      case PROCESS_STARTED, PROCESS_ENDED -> thing(Sort.PROGRAM, program(row), 0);
      case FILE_OPENED, FILE_WRITTEN, FILE_DELETED ->
          thing(Sort.FILE, activities.get(id, first), 0);
      case CONNECTION_OPENED ->
          thing(Sort.PEER, end(id, first + 3, isOwn), activities.get(id, first + 4));
      case CONNECTION_ACCEPTED ->
          thing(Sort.CLIENT, end(id, first + 3, isOwn), 0); // from a port of chance
      case LISTENING -> thing(Sort.LISTENER, end(id, first, isOwn), activities.get(id, first + 1));
      case NAME_LOOKED_UP -> thing(Sort.NAME, activities.get(id, first), 0);
      case KERNEL_ACTION ->
          thing(Sort.KERNEL, activities.get(id, first + 1), activities.get(id, first));
      case API_REQUEST -> thing(Sort.REQUEST, request(id, first), 0);
      case ALERT ->
          at == 0 && activities.length(id) > ABOUT
              ? of(row, id, ABOUT, isOwn)
              : thing(Sort.RULE, activities.get(id, first), 0);
      case EVENTS_LOST, CLUSTER_EVENT, NOT_HEARD, LOGGED -> NONE;
    };
  }

  private static long thing(Sort sort, int text, int number) {
    return text == 0
        ? NONE
        : (long) sort.ordinal() << (TEXT_BITS + PORT_BITS)
            | (text & 0xFFFFFFFFL) << PORT_BITS
            | (number & 0xFFFF);
  }

  /** What kind of thing one is. */
  static Sort sort(long thing) {
    return Sort.values()[(int) (thing >>> (TEXT_BITS + PORT_BITS))];
  }

  /** A peer is told by its address; by its name where there is none. */
  private int end(int id, int at, IntPredicate isOwn) {
    int address = activities.get(id, at);
    int told = address != 0 ? address : activities.get(id, at + 2);
    return told != 0 && isOwn.test(told) ? ITSELF : told;
  }

  private int program(int row) {
    int process = observations.processId(row);
    int executable = processes.get(process, ProcessFields.EXECUTABLE);
    return executable != 0 ? executable : processes.get(process, ProcessFields.NAME);
  }

  private int request(int id, int first) {
    int resource = activities.get(id, first + 2);
    List<Integer> parts =
        resource == 0
            ? List.of(activities.get(id, first + 1), 0, activities.get(id, first + 11))
            : List.of(activities.get(id, first + 1), resource, activities.get(id, first + 3));
    synchronized (requests) {
      return requests.computeIfAbsent(parts, _ -> requests.size() + 1);
    }
  }
}
