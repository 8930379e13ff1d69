package salvor.training;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.training.apiserver.ApiResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Something that a recording says happened, to be played at its time. */
sealed interface Happening {
  /** When it happened, in the time of the recording. */
  Instant time();

  /** The container, by its number, that it happened in; empty where it is known by other names. */
  default String inside() {
    return switch (this) {
      case ProcessBegan(_, RunningProcess process) -> process.container();
      case ProcessEnded(_, String in, _) -> in;
      case SocketOpened(_, OpenSocket socket) -> socket.container();
      case SocketClosed(_, OpenSocket socket) -> socket.container();
      case SensorLine(_, _, String in, _) -> in;
      case ObjectSeen _, ObjectGone _, LogLine _ -> "";
    };
  }

  /** An object came to look like this; it is deleted where {@code object} says no more. */
  record ObjectSeen(Instant time, ApiResource resource, ObjectNode object) implements Happening {}

  /** An object was deleted. */
  record ObjectGone(Instant time, ApiResource resource, String namespace, String name)
      implements Happening {}

  /** A process began in a container, or ran another program. */
  record ProcessBegan(Instant time, RunningProcess process) implements Happening {}

  /** A process ended. */
  record ProcessEnded(Instant time, String container, long pid) implements Happening {}

  /** A socket came to be. */
  record SocketOpened(Instant time, OpenSocket socket) implements Happening {}

  /** A socket was closed. */
  record SocketClosed(Instant time, OpenSocket socket) implements Happening {}

  /** The sensor of a node wrote a line about a container. */
  record SensorLine(Instant time, JsonNode line, String container, @Nullable String step)
      implements Happening {}

  /** A container wrote a line. */
  record LogLine(Instant time, String namespace, String pod, String container, String text)
      implements Happening {}

  /**
   * A process of a container.
   *
   * @param pid its number on the node
   * @param parent the parent's number on the node
   * @param number its number in the container
   * @param step the attacker's step that it belongs to; null for normal life
   */
  record RunningProcess(
      String container,
      long pid,
      long parent,
      int number,
      String executable,
      String name,
      List<String> arguments,
      int uid,
      Instant start,
      @Nullable String step) {
    public RunningProcess {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * A TCP socket of a container.
   *
   * @param state as {@code ss} words it: {@code LISTEN}, {@code ESTAB}, {@code SYN-SENT}
   * @param pid the process on the node that opened it, 0 where it is not known
   */
  record OpenSocket(
      String container,
      Instant opened,
      String local,
      String remote,
      String state,
      long pid,
      @Nullable String step) {}
}
