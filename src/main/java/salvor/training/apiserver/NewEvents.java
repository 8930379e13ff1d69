package salvor.training.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events in the words of {@code events.k8s.io/v1}: the same objects as those of the core group,
 * with other names for some of their fields.
 */
final class NewEvents {
  static final String GROUP = "events.k8s.io";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Old names and new ones. */
  private static final Map<String, String> NAMES =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "count", "deprecatedCount",
          "source", "deprecatedSource",
          "reportingComponent", "reportingController");

  private NewEvents() {}

  private static ObjectNode renamed(JsonNode event, String version, boolean toNew) {
    ObjectNode other = JSON.createObjectNode();
    for (var field : event.properties()) {
      String name = field.getKey();
      String to =
          NAMES.entrySet().stream()
              .filter(pair -> name.equals(toNew ? pair.getKey() : pair.getValue()))
              .map(pair -> toNew ? pair.getValue() : pair.getKey())
              .findFirst()
              .orElse(name);
      other.set(to, field.getValue());
    }
    return other.put("apiVersion", version);
  }

  /** The answer of the core group to the same request, in the new words. */
  static Answer answer(
      ApiRequest request, ApiResource core, Function<ApiRequest, Answer> answering) {
    ApiPath path = request.path();
    Map<String, List<String>> query = new LinkedHashMap<>(request.query());
    query.computeIfPresent(
        "fieldSelector",
        (name, all) ->
            all.stream().map(said -> said.replace("regarding.", "involvedObject.")).toList());
    boolean told = !request.verb().startsWith("delete") && request.body().length > 0;
    JsonNode body = told ? Bodies.tree(request) : JSON.createObjectNode();
    Answer answer =
        answering.apply(
            new ApiRequest(
                request.verb(),
                new ApiPath(core, path.namespace(), path.name(), "", ""),
                query,
                request.accept(),
                request.contentType().contains("protobuf")
                    ? "application/json"
                    : request.contentType(),
                told && body instanceof ObjectNode
                    ? renamed(body, "v1", false).toString().getBytes(StandardCharsets.UTF_8)
                    : request.body(),
                request.who()));
    return switch (answer) {
      case Answer.Document(int code, JsonNode document) ->
          new Answer.Document(code, told(document));
      case Answer.Stream(String type, var writer) ->
          new Answer.Stream(type, out -> writer.accept(new Translating(out)));
      case Answer.Text _, Answer.Conversation _ -> answer;
    };
  }

  private static JsonNode told(JsonNode document) {
    return switch (document.path("kind").asString("")) {
      case "Event" -> renamed(document, GROUP + "/v1", true);
      case "EventList" -> {
        ObjectNode list = (ObjectNode) document;
        List<JsonNode> items = list.path("items").valueStream().map(NewEvents::told).toList();
        list.put("apiVersion", GROUP + "/v1");
        list.putArray("items").addAll(items);
        yield list;
      }
      default -> document;
    };
  }

  /** Passes a watch on in the new words. */
  private record Translating(Answer.Outgoing out) implements Answer.Outgoing {
    private static byte[] told(byte[] line) {
      ObjectNode event = (ObjectNode) JSON.readTree(line);
      event.set("object", NewEvents.told(event.path("object")));
      return (event + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void all(Iterator<byte[]> pieces) {
      out.all(
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return pieces.hasNext();
            }

            @Override
            public byte[] next() {
              return told(pieces.next());
            }
          });
    }

    @Override
    public void write(byte[] piece) {
      out.write(told(piece));
    }

    @Override
    public void end() {
      out.end();
    }

    @Override
    public void onClose(Runnable then) {
      out.onClose(then);
    }

    @Override
    public void later(long millis, Runnable then) {
      out.later(millis, then);
    }
  }
}
