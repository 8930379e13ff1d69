package salvor.training.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Objects and requests as tests write them down: JSON with single quotes and bare names. */
public final class Json {
  private static final JsonMapper LAX =
      JsonMapper.builder()
          .enable(
              JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
          .build();
  static final Identity ADMIN = new Identity("admin", List.of("system:masters"));

  private Json() {}

  public static JsonNode of(String text) {
    return LAX.readTree(text);
  }

  public static ObjectNode object(String text) {
    return (ObjectNode) of(text);
  }

  /** A request of {@code /path?name=value&...} with a body of a type. */
  static ApiRequest request(
      ApiResources resources, String verb, String target, String type, String body) {
    String[] part = target.split("\\?", 2);
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : part.length < 2 ? new String[0] : part[1].split("&")) {
      String[] value = pair.split("=", 2);
      query.put(value[0], List.of(value[1]));
    }
    return new ApiRequest(
        verb,
        ApiPath.of(part[0], resources).orElseThrow(),
        query,
        "",
        type,
        body.isEmpty() ? new byte[0] : of(body).toString().getBytes(StandardCharsets.UTF_8),
        ADMIN);
  }
}
