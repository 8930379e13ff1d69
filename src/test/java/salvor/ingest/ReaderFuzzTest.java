package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records with members of wrong types: whatever a reader recognises, it neither throws nor loses
 * nor counts twice.
 */
class ReaderFuzzTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Property(tries = 150)
  void neverThrowsAndNeverLosesARecord(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    for (Format format : ReaderGoldenTest.formats().toList()) {
      List<JsonNode> records = new ArrayList<>();
      List<JsonNode> several = new ArrayList<>();
      for (JsonNode record : ReaderGoldenTest.fixture(format)) {
        JsonNode changed = record.deepCopy();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
          change(changed, random);
        }
        // a list, or a change of an object, has as many outcomes as it tells of
        (record.has("items") || record.has("object") ? several : records).add(changed);
      }

      for (JsonNode each : several) {
        Collected read = Collected.of(format, List.of(each));
        assertThat(read.outcomes()).as(format.name()).isGreaterThanOrEqualTo(read.records);
      }
      Collected read = Collected.of(format, records);

      assertThat(read.outcomes()).as(format.name()).isEqualTo(read.records);
    }
  }

  /** Replaces one member somewhere in it. */
  private static void change(JsonNode node, Random random) {
    List<JsonNode> inner = new ArrayList<>();
    collect(node, inner);
    if (inner.isEmpty()) {
      return;
    }
    switch (inner.get(random.nextInt(inner.size()))) {
      case ObjectNode object when !object.isEmpty() -> {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        object.set(members.get(random.nextInt(members.size())).getKey(), wrong(random));
      }
      case ArrayNode array when !array.isEmpty() ->
          array.set(random.nextInt(array.size()), wrong(random));
      default -> {}
    }
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainer()) {
      into.add(node);
      node.forEach(child -> collect(child, into));
    }
  }

  private static JsonNode wrong(Random random) {
    return switch (random.nextInt(14)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(true);
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(Double.NaN);
      case 4 -> NODES.numberNode(new java.math.BigInteger("9".repeat(60)));
      case 5 -> NODES.stringNode("");
      case 6 -> NODES.stringNode("x".repeat(100_000));
      case 7 -> NODES.stringNode("-\u0000\u001b[31m\ud800");
      case 8 -> NODES.objectNode();
      case 9 -> NODES.arrayNode();
      case 10 -> NODES.arrayNode().add(NODES.nullNode()).add(NODES.arrayNode());
      case 11 -> NODES.objectNode().set("value", NODES.objectNode());
      case 12 -> NODES.numberNode(-1);
      default -> NODES.numberNode(1e300);
    };
  }
}
