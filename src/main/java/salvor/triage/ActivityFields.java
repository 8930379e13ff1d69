package salvor.triage;

import java.util.function.IntPredicate;
import salvor.evidence.Endpoint;
import salvor.evidence.Kind;
import salvor.evidence.Tables;
import salvor.evidence.Tuples;

/**
 * Finds the texts and numbers of a field in the tuples of activities, whose fields are those of
 * {@link Tables}.
 */
final class ActivityFields {
  private static final Kind[] KINDS = Kind.values();

  private final Tuples tuples;

  ActivityFields(Tuples tuples) {
    this.tuples = tuples;
  }

  /** Whether any text of the field fits; of an alert, what it is about counts too. */
  boolean anyText(int id, FilterField field, IntPredicate fits) {
    return anyText(id, 0, field, fits);
  }

  private boolean anyText(int id, int at, FilterField field, IntPredicate fits) {
    int first = at + 1;
    return switch (KINDS[tuples.get(id, at)]) {
      case CONNECTION_OPENED, CONNECTION_ACCEPTED ->
          (field == FilterField.PEER && (fits(id, first + 3, fits) || fits(id, first + 5, fits)))
              || (field == FilterField.DNS && asked(id, first, fits));
      case NAME_LOOKED_UP ->
          field == FilterField.DNS && (fits(id, first, fits) || fits(id, first + 1, fits));
      case FILE_OPENED, FILE_WRITTEN, FILE_DELETED ->
          field == FilterField.FILE && fits(id, first, fits);
      case API_REQUEST -> apiText(id, first, field, fits);
      case ALERT ->
          (field == FilterField.RULE && fits(id, first, fits))
              || (hasMore(id, first + 3) && anyText(id, first + 3, field, fits));
      case CLUSTER_EVENT -> field == FilterField.RULE && fits(id, first + 1, fits);
      case PROCESS_STARTED,
          PROCESS_ENDED,
          LISTENING,
          KERNEL_ACTION,
          EVENTS_LOST,
          NOT_HEARD,
          LOGGED ->
          false;
    };
  }

  private boolean apiText(int id, int first, FilterField field, IntPredicate fits) {
    return switch (field) {
      case VERB -> fits(id, first + 1, fits);
      case NAMESPACE -> fits(id, first + 4, fits);
      case USER ->
          fits(id, first + 6, fits) || fits(id, first + 7, fits) || fits(id, first + 8, fits);
      case PEER -> fits(id, first + 9, fits);
      default -> false;
    };
  }

  /** Whether any text at all fits. */
  boolean anyText(int id, IntPredicate fits) {
    int at = 0;
    while (true) {
      int first = at + 1;
      int length = tuples.length(id);
      switch (KINDS[tuples.get(id, at)]) {
        case PROCESS_STARTED -> {
          return false;
        }
        case PROCESS_ENDED, KERNEL_ACTION, API_REQUEST, CLUSTER_EVENT -> {
          return between(id, first + 1, length, fits);
        }
        case CONNECTION_OPENED, CONNECTION_ACCEPTED, LISTENING -> {
          return fits(id, first, fits)
              || fits(id, first + 2, fits)
              || fits(id, first + 3, fits)
              || between(id, first + 5, first + 7, fits)
              || (length > first + 7 && between(id, length - 2, length, fits));
        }
        case NAME_LOOKED_UP, FILE_OPENED, FILE_WRITTEN, FILE_DELETED, LOGGED -> {
          return between(id, first, length, fits);
        }
        case EVENTS_LOST, NOT_HEARD -> {
          return between(id, first + 2, length, fits);
        }
        case ALERT -> {
          if (between(id, first, first + 3, fits)) {
            return true;
          }
          if (!hasMore(id, first + 3)) {
            return false;
          }
          at = first + 3;
        }
      }
    }
  }

  /** Whether the host fits that a connection's client asked for. */
  private boolean asked(int id, int first, IntPredicate fits) {
    int at = tuples.length(id) - 2;
    return at > first + 6 && fits(id, at, fits);
  }

  /** Whether a port fits: either one, or only the one that was connected to or listened on. */
  boolean anyPort(int id, boolean either, IntPredicate fits) {
    int at = 0;
    if (KINDS[tuples.get(id, 0)] == Kind.ALERT) {
      if (!hasMore(id, 4)) {
        return false;
      }
      at = 4;
    }
    return switch (KINDS[tuples.get(id, at)]) {
      case CONNECTION_OPENED, CONNECTION_ACCEPTED, LISTENING ->
          either
              ? port(tuples.get(id, at + 2), fits) || port(tuples.get(id, at + 5), fits)
              : port(served(id, at), fits);
      default -> false;
    };
  }

  /**
   * The port that serves; 0 when the record has none.
   *
   * @param at where the connection begins among the numbers of its activity
   */
  int served(int id, int at) {
    int local = tuples.get(id, at + 2);
    int remote = tuples.get(id, at + 5);
    int address = tuples.get(id, at + 1);
    return Endpoint.served(
        address != 0 && address == tuples.get(id, at + 4),
        local,
        remote,
        KINDS[tuples.get(id, at)] == Kind.CONNECTION_OPENED ? remote : local);
  }

  /**
   * The text numbers of resource and subresource in one number; 0 when the activity is no API
   * request.
   */
  long resource(int id) {
    int at = KINDS[tuples.get(id, 0)] == Kind.ALERT && hasMore(id, 4) ? 4 : 0;
    return KINDS[tuples.get(id, at)] == Kind.API_REQUEST
        ? ((long) tuples.get(id, at + 3) << 32) | tuples.get(id, at + 4)
        : 0;
  }

  private static boolean port(int port, IntPredicate fits) {
    return port != 0 && fits.test(port);
  }

  private boolean between(int id, int from, int to, IntPredicate fits) {
    for (int i = from; i < to; i++) {
      if (fits(id, i, fits)) {
        return true;
      }
    }
    return false;
  }

  private boolean fits(int id, int at, IntPredicate fits) {
    return fits.test(tuples.get(id, at));
  }

  private boolean hasMore(int id, int at) {
    return at < tuples.length(id);
  }
}
