package salvor.ingest.objects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.custody.Sha256;
import salvor.ingest.Fields;
import salvor.workload.drift.Aspect;
import salvor.workload.drift.Fact;
import tools.jackson.databind.JsonNode;

/** Facts of one object in the making. Values that may be secret are kept as a sum only. */
final class Facts {
  private static final int LONGEST = 600;
  private static final int MOST = 5_000;

  private final Map<String, Fact> facts = new LinkedHashMap<>();

  /** What was gathered. */
  List<Fact> all() {
    return new ArrayList<>(facts.values());
  }

  /** A fact, where something is told; long ones are cut, and told apart by their sum. */
  void add(Aspect aspect, String what, @Nullable String value) {
    if (value != null) {
      put(
          new Fact(
              aspect,
              cut(what),
              value.length() > LONGEST
                  ? value.substring(0, LONGEST)
                      + "\u2026 (sha256 "
                      + sum(value).substring(0, 12)
                      + ")"
                  : value));
    }
  }

  /** A fact whose value is nobody's to see. */
  void mask(Aspect aspect, String what, @Nullable String value) {
    if (value != null) {
      put(new Fact(aspect, cut(what), sum(value), true));
    }
  }

  /** A member as it stands. */
  void json(Aspect aspect, String what, @Nullable JsonNode value) {
    if (value != null && !(value.isContainer() && value.isEmpty())) {
      add(aspect, what, value.isString() ? value.stringValue() : value.toString());
    }
  }

  /** Each member of an object as a fact. */
  void members(Aspect aspect, String what, @Nullable JsonNode object, Set<String> without) {
    if (object != null && object.isObject()) {
      object.forEachEntry((name, value) -> {
        if (!without.contains(name)) {
          json(aspect, what + " " + name, value);
        }
      });
    }
  }

  /** Each member of an object as a fact whose value is nobody's to see. */
  void maskedMembers(Aspect aspect, String what, @Nullable JsonNode object) {
    if (object != null && object.isObject()) {
      object.forEachEntry((name, value) -> mask(aspect, what + " " + name, value.toString()));
    }
  }

  /** Texts of a member in order, as a set. */
  static @Nullable String set(@Nullable JsonNode node, String... path) {
    List<String> texts = Fields.texts(node, path);
    return texts.isEmpty() ? null : String.join(", ", new TreeSet<>(texts));
  }

  /** The elements of a list, none where it is no list. */
  static Iterable<JsonNode> each(@Nullable JsonNode node, String... path) {
    JsonNode at = Fields.at(node, path);
    return at != null && at.isArray() ? at : List.of();
  }

  private void put(Fact fact) {
    if (facts.size() < MOST) {
      facts.put(fact.aspect() + " " + fact.what(), fact);
    }
  }

  private static String cut(String what) {
    return what.length() > LONGEST ? what.substring(0, LONGEST) : what;
  }

  private static String sum(String value) {
    Sha256 sum = new Sha256();
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    sum.update(bytes, 0, bytes.length);
    return sum.hex();
  }
}
