package salvor.training.apiserver;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the bodies of requests. */
final class Bodies {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  private Bodies() {}

  /**
   * The body as a tree.
   *
   * @throws ApiFailure 400 when it cannot be read
   */
  static JsonNode tree(ApiRequest request) {
    if (request.body().length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (request.contentType().contains("protobuf")) {
      return Protobuf.read(request.body());
    }
    try {
      return (request.contentType().endsWith("yaml") ? YAML : JSON).readTree(request.body());
    } catch (JacksonException e) {
      throw ApiFailure.badRequest("the body cannot be read: " + e.getOriginalMessage());
    }
  }

  static ObjectNode object(ApiRequest request) {
    if (tree(request) instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the body is not an object");
  }
}
