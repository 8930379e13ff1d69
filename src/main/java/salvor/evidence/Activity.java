package salvor.evidence;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done. The doer is the observation's {@link Observation#process() process}. */
public sealed interface Activity {

  /** A program was started; program and arguments are those of the observation's process. */
  record ProcessStarted() implements Activity {}

  /**
   * A process ended.
   *
   * @param status the exit status, null when the source gave none
   * @param signal the signal that ended it, for example {@code SIGKILL}; null when none did
   */
  record ProcessEnded(@Nullable Integer status, @Nullable String signal) implements Activity {}

  /**
   * The process connected to somebody; also an attempt that failed (see {@link Quality#FAILED}).
   *
   * @param local its own end
   * @param remote the other end
   * @param protocol {@code tcp}, {@code udp}, ... in lower case; null when unknown
   * @param traffic what went over it, null when the source tells of its begin only
   */
  record ConnectionOpened(
      Endpoint local, Endpoint remote, @Nullable String protocol, @Nullable Traffic traffic)
      implements Activity {
    /** A connection of which no more is told than that it began. */
    public ConnectionOpened(Endpoint local, Endpoint remote, @Nullable String protocol) {
      this(local, remote, protocol, null);
    }
  }

  /** Somebody connected to the process; parameters as in {@link ConnectionOpened}. */
  record ConnectionAccepted(
      Endpoint local, Endpoint remote, @Nullable String protocol, @Nullable Traffic traffic)
      implements Activity {
    /** A connection of which no more is told than that it began. */
    public ConnectionAccepted(Endpoint local, Endpoint remote, @Nullable String protocol) {
      this(local, remote, protocol, null);
    }
  }

  /** The process began to listen. */
  record Listening(Endpoint local, @Nullable String protocol) implements Activity {}

  /**
   * A name was looked up.
   *
   * @param name the name asked for, as in the source
   * @param answers the answers, separated by a space; null when none was seen
   */
  record NameLookedUp(String name, @Nullable String answers) implements Activity {}

  /**
   * A file was opened for reading or execution.
   *
   * @param path its path as the source gave it
   * @param flags the open flags as the source gave them, null when it gave none
   */
  record FileOpened(String path, @Nullable String flags) implements Activity {}

  /**
   * A file was opened for writing, created, renamed, or had its mode or owner changed.
   *
   * @param path its path as the source gave it
   * @param how open flags, or what was changed ({@code chmod 0755}, {@code rename /a /b}); null
   *     when unknown
   */
  record FileWritten(String path, @Nullable String how) implements Activity {}

  /** A file was deleted. */
  record FileDeleted(String path) implements Activity {}

  /**
   * A capability was used, or the kernel did something worth recording that is none of the above.
   *
   * @param type what the name is a name of
   * @param name for example {@code CAP_SYS_ADMIN}, {@code setns}, {@code security_bprm_check}
   * @param detail arguments as text, null when none
   */
  record KernelAction(Type type, String name, @Nullable String detail) implements Activity {
    /** What the name of a kernel action is a name of. */
    public enum Type {
      CAPABILITY,
      SYSCALL,
      HOOK
    }
  }

  /**
   * A request to the Kubernetes API (audit.k8s.io/v1 Event).
   *
   * @param verb get, list, create, ...
   * @param resource plural resource name, null for a non-resource URL
   * @param subresource for example {@code exec}
   * @param namespace the object's namespace
   * @param name the object's name
   * @param user the authenticated user
   * @param impersonated the user acted for, null when none
   * @param onBehalfOfPod {@code namespace/pod} whose bound token was used, null when the token is
   *     no such one
   * @param sourceAddress the first source IP
   * @param userAgent the client's own words
   * @param code HTTP status, 0 when unknown
   * @param uri the request URI
   */
  record ApiRequest(
      String verb,
      @Nullable String resource,
      @Nullable String subresource,
      @Nullable String namespace,
      @Nullable String name,
      @Nullable String user,
      @Nullable String impersonated,
      @Nullable String onBehalfOfPod,
      @Nullable String sourceAddress,
      @Nullable String userAgent,
      int code,
      @Nullable String uri)
      implements Activity {

    /**
     * The program and arguments that an {@code exec} asks for: the URI's {@code command} parameters
     * in order, decoded.
     */
    public List<String> command() {
      int query = uri == null ? -1 : uri.indexOf('?');
      if (uri == null || query < 0) {
        return List.of();
      }
      List<String> argv = new ArrayList<>();
      for (String parameter : uri.substring(query + 1).split("&")) {
        if (parameter.startsWith("command=")) {
          argv.add(decoded(parameter.substring("command=".length())));
        }
      }
      return List.copyOf(argv);
    }

    private static String decoded(String parameter) {
      try {
        return URLDecoder.decode(parameter, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return parameter; // a broken escape: better as it is than not at all
      }
    }
  }

  /**
   * A rule of the sensor fired.
   *
   * @param rule its name
   * @param priority the source's own word for how bad it is, null when it gave none
   * @param message the sensor's sentence, null when it gave none
   * @param about what the process did, where the record says so; never another alert
   */
  record Alert(
      String rule, @Nullable String priority, @Nullable String message, @Nullable Activity about)
      implements Activity {
    public Alert {
      if (about instanceof Alert) {
        throw new IllegalArgumentException("an alert about an alert");
      }
    }
  }

  /**
   * The sensor says that it lost events: silence around here is not quiet.
   *
   * @param count how many, 0 when it does not say
   * @param why the sensor's own words
   */
  record EventsLost(long count, @Nullable String why) implements Activity {}

  /**
   * The cluster told of something: an Event of its API, or that the state of a pod changed. It says
   * nothing of what ran.
   *
   * @param reason why, in a word of the cluster: {@code Killing}, {@code OOMKilled}
   * @param type {@code Normal}, {@code Warning}; null when it gave none
   * @param message the cluster's sentence, null when it gave none
   * @param object what it is about, {@code Pod shop/web-1}; null when it did not say
   * @param since when it first happened, in the cluster's words; null when it did not say, or it
   *     happened once
   * @param count how often it happened by then, 0 when it did not say
   */
  record ClusterEvent(
      String reason,
      @Nullable String type,
      @Nullable String message,
      @Nullable String object,
      @Nullable String since,
      int count)
      implements Activity {}

  /**
   * From this time on what somebody watches was not heard: silence is not quiet.
   *
   * @param nanos for how long; negative when it was not heard again while it was recorded
   * @param why in the words of whoever recorded it, null when there are none
   */
  record NotHeard(long nanos, @Nullable String why) implements Activity {
    /** Whether it was not heard again while it was recorded. */
    public boolean isOpen() {
      return nanos < 0;
    }
  }

  /**
   * A line that a container wrote to its log: what somebody in it says, which may be the attacker.
   *
   * @param text the line, without the time and the marks that the container runtime put before it
   * @param stream {@code stdout}, {@code stderr}; null when it is not told
   */
  record Logged(String text, @Nullable String stream) implements Activity {}

  /** The kind of an activity, a number that can be kept in a column. */
  default Kind kind() {
    return switch (this) {
      case ProcessStarted _ -> Kind.PROCESS_STARTED;
      case ProcessEnded _ -> Kind.PROCESS_ENDED;
      case ConnectionOpened _ -> Kind.CONNECTION_OPENED;
      case ConnectionAccepted _ -> Kind.CONNECTION_ACCEPTED;
      case Listening _ -> Kind.LISTENING;
      case NameLookedUp _ -> Kind.NAME_LOOKED_UP;
      case FileOpened _ -> Kind.FILE_OPENED;
      case FileWritten _ -> Kind.FILE_WRITTEN;
      case FileDeleted _ -> Kind.FILE_DELETED;
      case KernelAction _ -> Kind.KERNEL_ACTION;
      case ApiRequest _ -> Kind.API_REQUEST;
      case Alert _ -> Kind.ALERT;
      case EventsLost _ -> Kind.EVENTS_LOST;
      case ClusterEvent _ -> Kind.CLUSTER_EVENT;
      case NotHeard _ -> Kind.NOT_HEARD;
      case Logged _ -> Kind.LOGGED;
    };
  }
}
