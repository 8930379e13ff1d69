package salvor.evidence;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes activities again from the tuples that {@link Tables#add(Activity, Outcome)} made of them.
 */
final class ActivityTuples {
  private static final Kind[] KINDS = Kind.values();
  private static final Activity.KernelAction.Type[] TYPES = Activity.KernelAction.Type.values();
  private static final Activity STARTED = new Activity.ProcessStarted();

  private final Tuples from;
  private final Texts texts;
  private int id;
  private int next;

  private ActivityTuples(Tuples from, Texts texts, int id) {
    this.from = from;
    this.texts = texts;
    this.id = id;
  }

  static Activity read(Tuples from, int id, Texts texts) {
    return new ActivityTuples(from, texts, id).read();
  }

  private Activity read() {
    return switch (KINDS[number()]) {
      case PROCESS_STARTED -> STARTED;
      case PROCESS_ENDED -> {
        int status = number();
        yield new Activity.ProcessEnded(status == Tables.NOT_GIVEN ? null : status, text());
      }
      case CONNECTION_OPENED ->
          new Activity.ConnectionOpened(endpoint(), endpoint(), text(), traffic());
      case CONNECTION_ACCEPTED ->
          new Activity.ConnectionAccepted(endpoint(), endpoint(), text(), traffic());
      case LISTENING -> {
        Endpoint local = endpoint();
        endpoint();
        yield new Activity.Listening(local, text());
      }
      case NAME_LOOKED_UP -> new Activity.NameLookedUp(given(), text());
      case FILE_OPENED -> new Activity.FileOpened(given(), text());
      case FILE_WRITTEN -> new Activity.FileWritten(given(), text());
      case FILE_DELETED -> new Activity.FileDeleted(given());
      case KERNEL_ACTION -> new Activity.KernelAction(TYPES[number()], given(), text());
      case API_REQUEST -> {
        int code = number();
        yield new Activity.ApiRequest(
            given(), text(), text(), text(), text(), text(), text(), text(), text(), text(), code,
            text());
      }
      case ALERT -> {
        String rule = given();
        String priority = text();
        String message = text();
        yield new Activity.Alert(rule, priority, message, next < from.length(id) ? read() : null);
      }
      case EVENTS_LOST -> new Activity.EventsLost(wide(), text());
      case CLUSTER_EVENT -> {
        int count = number();
        yield new Activity.ClusterEvent(given(), text(), text(), text(), text(), count);
      }
      case NOT_HEARD -> new Activity.NotHeard(wide(), text());
      case LOGGED -> new Activity.Logged(given(), text());
    };
  }

  private int number() {
    return from.get(id, next++);
  }

  private long wide() {
    return ((long) number() << 32) | (number() & 0xFFFFFFFFL);
  }

  private @Nullable String text() {
    return texts.get(number());
  }

  private String given() {
    return Objects.requireNonNull(text());
  }

  private @Nullable Traffic traffic() {
    return next == from.length(id)
        ? null
        : new Traffic(wide(), wide(), wide(), wide(), wide(), text(), text());
  }

  private Endpoint endpoint() {
    return new Endpoint(text(), number(), text());
  }
}
