package salvor.containment;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the toolbox told, line by line. It ran in a pod that somebody else may hold: what is no
 * answer is kept as unreadable, never guessed at.
 *
 * @param unreadable lines that are none of these
 */
public record ToolboxLines<T>(List<T> read, List<String> unreadable) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Copies the lists. */
  public ToolboxLines {
    read = List.copyOf(read);
    unreadable = List.copyOf(unreadable);
  }

  /** What {@code probe} told. */
  static ToolboxLines<ProbeAnswer> answers(String output) {
    return of(output, ToolboxLines::answer);
  }

  /** What {@code sockets} told. */
  static ToolboxLines<PodSocket> sockets(String output) {
    return of(output, ToolboxLines::socket);
  }

  /** What {@code kill} told. */
  static ToolboxLines<Ended> ended(String output) {
    return of(output, ToolboxLines::ended);
  }

  /**
   * What the kernel said to ending a connection. Whether it is gone, only a new list tells.
   *
   * @param outcome as the toolbox says it
   */
  public record Ended(String local, String remote, String outcome) {}

  private static <T> ToolboxLines<T> of(String output, Function<JsonNode, Optional<T>> reading) {
    List<T> read = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    output
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line ->
            parsed(line).flatMap(reading).ifPresentOrElse(read::add, () -> unreadable.add(line)));
    return new ToolboxLines<>(read, unreadable);
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<ProbeAnswer> answer(JsonNode line) {
    String word = line.path("outcome").asString("").toUpperCase(Locale.ROOT);
    Optional<ProbeAnswer.Outcome> outcome =
        List.of(ProbeAnswer.Outcome.values()).stream()
            .filter(each -> each.name().equals(word))
            .findFirst();
    String target = line.path("target").asString("");
    return target.isEmpty()
        ? Optional.empty()
        : outcome.map(how ->
            new ProbeAnswer(
                target,
                how,
                text(line, "errno"),
                text(line, "icmp"),
                text(line, "from"),
                line.path("ms").asLong(0),
                time(line.path("at").asString(""))));
  }

  private static Optional<PodSocket> socket(JsonNode line) {
    PodSocket socket =
        new PodSocket(
            line.path("proto").asString(""),
            line.path("local").asString(""),
            line.path("remote").asString(""),
            line.path("state").asString(""),
            line.path("inode").asLong(0),
            amount(line, "sent"),
            amount(line, "received"),
            amount(line, "unacknowledged"),
            amount(line, "retries"));
    boolean known =
        socket.protocol().matches("(tcp|udp)6?")
            && socket.local().contains(":")
            && socket.remote().contains(":")
            && !socket.state().isEmpty();
    return known ? Optional.of(socket) : Optional.empty();
  }

  private static Optional<Ended> ended(JsonNode line) {
    return line.path("remote").isString() && line.path("outcome").isString()
        ? Optional.of(
            new Ended(
                line.path("local").asString(""),
                line.path("remote").asString(),
                line.path("outcome").asString()))
        : Optional.empty();
  }

  private static @Nullable String text(JsonNode line, String field) {
    return line.path(field).isString() ? line.path(field).asString() : null;
  }

  private static @Nullable Long amount(JsonNode line, String field) {
    return line.path(field).isIntegralNumber() && line.path(field).canConvertToLong()
        ? line.path(field).asLong()
        : null;
  }

  private static @Nullable Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
