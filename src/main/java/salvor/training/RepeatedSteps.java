package salvor.training;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.IpBlock;
import salvor.training.Happening.LogLine;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.ProcessBegan;
import salvor.training.Happening.ProcessEnded;
import salvor.training.Happening.RunningProcess;
import salvor.training.Happening.SensorLine;
import salvor.training.Happening.SocketClosed;
import salvor.training.Happening.SocketOpened;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The recorded steps of the attack in the pod that was entered, as they would look in another one:
 * later, with that pod's name, address, container and numbers of processes, and else the same.
 */
final class RepeatedSteps {
  private static final long APART = 1_000_000;
  private static final Set<String> PROCESSES =
      Set.of("proc.pid", "proc.ppid", "proc.sid", "thread.tid");
  private final Recording recording;
  private final ObjectNode from;
  private final ObjectNode to;
  private final World.Box box;
  private final Instant until;
  private final Duration shift;
  private final long apart;
  private final Carrier later;
  private final String container;
  private final Set<Long> own = new HashSet<>();

  /**
   * @param from the pod that was entered
   * @param to the pod that is entered now
   * @param box its container
   * @param until which of the recorded steps happen: those before this time
   * @param shift how much later it happens
   * @param round how many times it has happened by now
   */
  RepeatedSteps(
      Recording recording,
      ObjectNode from,
      ObjectNode to,
      World.Box box,
      Instant until,
      Duration shift,
      int round) {
    this.recording = recording;
    this.from = from;
    this.to = to;
    this.box = box;
    this.until = until;
    this.shift = shift;
    this.apart = APART * round;
    this.later = new Carrier(time -> time.plus(shift));
    this.container = World.id(from.at("/status/containerStatuses/0/containerID").asString(""));
    for (Happening happening : recording.happenings()) {
      if (happening instanceof ProcessBegan(Instant time, RunningProcess process)
          && process.step() != null
          && process.container().equals(container)
          && time.isBefore(until)) {
        own.add(process.pid());
      }
    }
  }

  /** What happens, oldest first. */
  List<Happening> happenings() {
    return recording.happenings().stream()
        .filter(happening ->
            recording.attack().filter(attack -> !happening.time().isBefore(attack)).isPresent())
        .filter(happening -> began(happening).isBefore(until))
        .map(this::repeated)
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable Happening repeated(Happening happening) {
    Instant time = happening.time().plus(shift);
    return switch (happening) {
      case SensorLine(_, JsonNode line, String in, String step) ->
          step != null && in.equals(container)
              ? new SensorLine(time, line(line), box.id, step)
              : null;
      case ProcessBegan(_, RunningProcess process) ->
          isOwn(process.container(), process.pid())
              ? new ProcessBegan(time, process(process))
              : null;
      case ProcessEnded(_, String in, long pid) ->
          isOwn(in, pid) ? new ProcessEnded(time, box.id, pid + apart) : null;
      case SocketOpened(_, OpenSocket socket) ->
          isAttack(socket) ? new SocketOpened(time, socket(socket)) : null;
      case SocketClosed(_, OpenSocket socket) ->
          isAttack(socket) ? new SocketClosed(time, socket(socket)) : null;
      case LogLine(_, _, String pod, String in, String text) ->
          pod.equals(Pods.name(from)) && isAttackers(text.split(" ", 2)[0])
              ? new LogLine(time, Pods.namespace(to), Pods.name(to), in, words(later.text(text)))
              : null;
      case Happening.ObjectSeen _, Happening.ObjectGone _ -> null;
    };
  }

  /** What began early enough is also ended; of processes these are the own ones. */
  private static Instant began(Happening happening) {
    return switch (happening) {
      case SocketClosed(_, OpenSocket socket) -> socket.opened();
      case ProcessEnded _ -> Instant.MIN;
      case SensorLine _, ProcessBegan _, SocketOpened _, LogLine _ -> happening.time();
      case Happening.ObjectSeen _, Happening.ObjectGone _ -> happening.time();
    };
  }

  private boolean isOwn(String in, long pid) {
    return in.equals(container) && own.contains(pid);
  }

  private boolean isAttack(OpenSocket socket) {
    return socket.container().equals(container)
        && (socket.step() != null || isAttackers(Addresses.host(socket.remote())));
  }

  private boolean isAttackers(String address) {
    return recording
        .scenario()
        .path("attackers")
        .valueStream()
        .anyMatch(block -> IpBlock.in(address, block.asString("")));
  }

  private static String address(ObjectNode pod) {
    return pod.at("/status/podIP").asString("");
  }

  /** A text that names the one pod, naming the other. */
  private String words(String text) {
    return text.replace(container, box.id)
        .replace(container.substring(0, 12), box.id.substring(0, 12))
        .replace(Pods.name(from), Pods.name(to))
        .replace(World.uid(from), World.uid(to))
        .replace(address(from), address(to));
  }

  private JsonNode line(JsonNode recorded) {
    ObjectNode line =
        (ObjectNode) later.carry(RecordedFiles.JSON.readTree(words(recorded.toString())));
    for (var field : line.withObject("output_fields").properties()) {
      if (PROCESSES.contains(field.getKey()) && own.contains(field.getValue().asLong())) {
        field.setValue(line.numberNode(number(field.getValue().asLong())));
      }
    }
    return line;
  }

  private long number(long pid) {
    return own.contains(pid) ? pid + apart : pid;
  }

  private RunningProcess process(RunningProcess process) {
    return new RunningProcess(
        box.id,
        number(process.pid()),
        parent(process.parent()),
        process.number(),
        process.executable(),
        process.name(),
        process.arguments(),
        process.uid(),
        process.start().plus(shift),
        process.step());
  }

  /** A parent that is none of the attacker's is the process that does the same in the new pod. */
  private long parent(long pid) {
    return own.contains(pid)
        ? number(pid)
        : recording.happenings().stream()
            .flatMap(happening ->
                happening instanceof ProcessBegan(_, RunningProcess process) && process.pid() == pid
                    ? Stream.of(process)
                    : Stream.empty())
            .flatMap(parent ->
                box.processes.values().stream()
                    .filter(process -> process.arguments().equals(parent.arguments())))
            .map(RunningProcess::pid)
            .findFirst()
            .orElse(pid);
  }

  private OpenSocket socket(OpenSocket socket) {
    return new OpenSocket(
        box.id,
        socket.opened().plus(shift),
        socket.local().replace(address(from), address(to)),
        socket.remote(),
        socket.state(),
        number(socket.pid()),
        socket.step());
  }
}
