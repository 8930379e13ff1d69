package salvor.training;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import salvor.training.apiserver.Answer;
import salvor.training.apiserver.ApiFailure;
import salvor.training.apiserver.ApiRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers {@code pods/log}: follow, previous, timestamps, tail, since and limit. */
final class PodLogs {
  private final World world;
  private final ReplayClock clock;

  PodLogs(World world, ReplayClock clock) {
    this.world = world;
    this.clock = clock;
  }

  Answer answer(ApiRequest request, ObjectNode pod) {
    String container = container(request, pod);
    boolean previous = request.isSet("previous");
    World.Box box =
        (previous ? world.previous(pod, container) : world.container(pod, container))
            .orElseThrow(() ->
                ApiFailure.badRequest(
                    previous
                        ? "previous terminated container \"%s\" in pod \"%s\" not found"
                            .formatted(container, name(pod))
                        : "container \"%s\" in pod \"%s\" is waiting to start: ContainerCreating"
                            .formatted(container, name(pod))));
    List<World.Line> lines = since(request, box.lines());
    String tail = request.parameter("tailLines");
    if (!tail.isEmpty()) {
      long count = number(tail);
      lines = lines.subList((int) Math.max(0, lines.size() - count), lines.size());
    }
    List<World.Line> first = lines;
    long limit =
        request.parameter("limitBytes").isEmpty()
            ? Long.MAX_VALUE
            : number(request.parameter("limitBytes"));
    return new Answer.Stream(
        "text/plain", out -> new Writer(request, out, limit).write(first, box));
  }

  static String container(ApiRequest request, ObjectNode pod) {
    JsonNode containers = pod.at("/spec/containers");
    String asked = request.parameter("container");
    if (!asked.isEmpty()) {
      for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
        if (pod.path("spec")
            .path(list)
            .valueStream()
            .anyMatch(c -> c.path("name").asString("").equals(asked))) {
          return asked;
        }
      }
      throw ApiFailure.badRequest(
          "container %s is not valid for pod %s".formatted(asked, name(pod)));
    }
    if (containers.size() != 1) {
      throw ApiFailure.badRequest(
          "a container name must be specified for pod %s, choose one of: %s"
              .formatted(
                  name(pod),
                  containers.valueStream().map(c -> c.path("name").asString("")).toList()));
    }
    return containers.path(0).path("name").asString("");
  }

  private static String name(ObjectNode pod) {
    return pod.path("metadata").path("name").asString("");
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number < 0) {
        throw new ApiFailure(422, "Invalid", "must be greater than or equal to 0: " + text);
      }
      return number;
    } catch (NumberFormatException e) {
      throw ApiFailure.badRequest("not a number: " + text);
    }
  }

  private List<World.Line> since(ApiRequest request, List<World.Line> lines) {
    Instant from;
    try {
      from =
          !request.parameter("sinceTime").isEmpty()
              ? Instant.parse(request.parameter("sinceTime"))
              : !request.parameter("sinceSeconds").isEmpty()
                  ? clock.now().minus(Duration.ofSeconds(number(request.parameter("sinceSeconds"))))
                  : Instant.MIN;
    } catch (DateTimeParseException e) {
      throw ApiFailure.badRequest("sinceTime is no time: " + request.parameter("sinceTime"));
    }
    return lines.stream().filter(line -> !line.time().isBefore(from)).toList();
  }

  private static final class Writer implements Consumer<World.Line> {
    private final ApiRequest request;
    private final Answer.Outgoing out;
    private long left;

    Writer(ApiRequest request, Answer.Outgoing out, long limit) {
      this.request = request;
      this.out = out;
      this.left = limit;
    }

    void write(List<World.Line> lines, World.Box box) {
      Stream<byte[]> pieces = lines.stream().map(this::piece).takeWhile(piece -> piece.length > 0);
      out.all(left == Long.MAX_VALUE ? pieces.iterator() : pieces.toList().iterator());
      if (request.isSet("follow") && left > 0) {
        box.follow(this);
        out.onClose(() -> box.unfollow(this));
        box.whenGone(out::end);
      } else {
        out.end();
      }
    }

    @Override
    public void accept(World.Line line) {
      byte[] piece = piece(line);
      if (piece.length > 0) {
        out.write(piece);
      }
      if (left == 0) {
        out.end();
      }
    }

    private byte[] piece(World.Line line) {
      String text = (request.isSet("timestamps") ? line.time() + " " : "") + line.text() + "\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > left) {
        bytes = java.util.Arrays.copyOf(bytes, (int) left);
      }
      if (left != Long.MAX_VALUE) {
        left -= bytes.length;
      }
      return bytes;
    }
  }
}
