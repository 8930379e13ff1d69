package salvor.training.apiserver;

import java.util.HashMap;
import java.util.Map;

/**
 * The fields of the messages that are read as protobuf, by number, as Kubernetes' {@code
 * generated.proto} files number them; what {@code kubectl create} can set, and no more.
 */
final class ProtobufFields {
  /** How often a field comes: once, again and again, or as the entries of a map. */
  enum Shape {
    ONE,
    MANY,
    MAP
  }

  /** A field: its name, and the fields of the message below it, none for a scalar. */
  record Field(String name, Map<Integer, Field> message, Shape shape) {
    boolean isPlain() {
      return message.isEmpty() && shape == Shape.ONE;
    }

    private static Field text(String name) {
      return new Field(name, Map.of(), Shape.ONE);
    }

    private static Field of(String name, Map<Integer, Field> message) {
      return new Field(name, message, Shape.ONE);
    }

    private Field many() {
      return new Field(name, message, Shape.MANY);
    }

    private static Field map(String name) {
      return new Field(name, texts("key", "value"), Shape.MAP);
    }
  }

  private static final Map<Integer, Field> METADATA =
      Map.of(
          1, Field.text("name"),
          2, Field.text("generateName"),
          3, Field.text("namespace"),
          5, Field.text("uid"),
          11, Field.map("labels"),
          12, Field.map("annotations"));
  private static final Map<Integer, Field> NAMED = Map.of(1, Field.of("metadata", METADATA));
  private static final Map<Integer, Field> ATTRIBUTES =
      texts("namespace", "verb", "group", "version", "resource", "subresource", "name");
  private static final Map<Integer, Field> DELETE =
      Map.of(
          1, Field.text("gracePeriodSeconds"),
          2, Field.of("preconditions", texts("uid", "resourceVersion")),
          4, Field.text("propagationPolicy"),
          5, Field.text("dryRun").many());
  private static final Map<Integer, Field> CONTAINER =
      Map.of(
          1, Field.text("name"),
          2, Field.text("image"),
          3, Field.text("command").many(),
          4, Field.text("args").many(),
          6, Field.of("ports", Map.of(3, Field.text("containerPort"))).many());
  private static final Map<Integer, Field> TEMPLATE =
      Map.of(
          1, Field.of("metadata", METADATA),
          2, Field.of("spec", Map.of(2, Field.of("containers", CONTAINER).many())));
  private static final Map<Integer, Field> DEPLOYMENT =
      Map.of(
          1, Field.text("replicas"),
          2, Field.of("selector", Map.of(1, Field.map("matchLabels"))),
          3, Field.of("template", TEMPLATE));
  private static final Map<Integer, Field> TOKEN =
      Map.of(1, Field.text("audiences").many(), 4, Field.text("expirationSeconds"));
  private static final Map<Integer, Field> ACCESS =
      Map.of(
          1, Field.of("resourceAttributes", ATTRIBUTES),
          2, Field.of("nonResourceAttributes", texts("path", "verb")));

  /** The fields of the kinds that are read. */
  static final Map<String, Map<Integer, Field>> KINDS =
      Map.of(
          "Namespace", NAMED,
          "ServiceAccount", NAMED,
          "SelfSubjectReview", NAMED,
          "ConfigMap", with(Field.map("data")),
          "Deployment", with(Field.of("spec", DEPLOYMENT)),
          "TokenRequest", with(Field.of("spec", TOKEN)),
          "SelfSubjectAccessReview", with(Field.of("spec", ACCESS)),
          "SelfSubjectRulesReview", with(Field.of("spec", texts("namespace"))),
          "DeleteOptions", DELETE,
          "Eviction", with(Field.of("deleteOptions", DELETE)));

  private ProtobufFields() {}

  private static Map<Integer, Field> texts(String... names) {
    Map<Integer, Field> fields = new HashMap<>();
    for (String name : names) {
      fields.put(fields.size() + 1, Field.text(name));
    }
    return Map.copyOf(fields);
  }

  private static Map<Integer, Field> with(Field second) {
    return Map.of(1, Field.of("metadata", METADATA), 2, second);
  }

  /** The fields of the wrapper around each body, {@code runtime.TypeMeta}. */
  static Map<Integer, Field> type() {
    return texts("apiVersion", "kind");
  }
}
