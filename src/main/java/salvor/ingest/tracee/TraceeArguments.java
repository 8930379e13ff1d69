package salvor.ingest.tracee;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.ingest.BriefText;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;

/**
 * The named values of an event: {@code args} with a {@code value}, or {@code data} with a member
 * named for the type.
 */
final class TraceeArguments {
  private static final int KEPT = 64;
  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  TraceeArguments(@Nullable JsonNode list) {
    if (list != null && list.isArray()) {
      for (JsonNode each : list) {
        String plain = Fields.text(each, "name");
        String name = plain != null ? plain : Fields.text(each, "argMeta", "name");
        JsonNode value = value(each);
        if (name != null && value != null && values.size() < KEPT) {
          values.putIfAbsent(name, value);
        }
      }
    }
  }

  private static @Nullable JsonNode value(JsonNode each) {
    if (!each.isObject()) {
      return null;
    }
    JsonNode value = Fields.at(each, "value");
    if (value != null) {
      return value;
    }
    for (Map.Entry<String, JsonNode> member : each.properties()) {
      String key = member.getKey();
      if (!key.equals("name") && !key.equals("type") && !key.equals("argMeta")) {
        JsonNode inside = Fields.at(member.getValue(), "value");
        return inside != null ? inside : member.getValue();
      }
    }
    return null;
  }

  @Nullable JsonNode node(String name) {
    return values.get(name);
  }

  /** The first of these that is a text. */
  @Nullable String text(String... names) {
    for (String name : names) {
      String text = Fields.text(values.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  @Nullable Long number(String name) {
    return Fields.number(values.get(name));
  }

  int port(String name) {
    return Fields.port(values.get(name));
  }

  /** The elements of a list, kept apart by U+0000; null when there are none. */
  @Nullable String list(String name) {
    List<String> elements = Fields.texts(values.get(name));
    return elements.isEmpty() ? null : String.join("\0", elements);
  }

  /**
   * An internet address of type {@code sockaddr}; null for one that is not given, or is of another
   * family.
   */
  @Nullable Endpoint address(String... names) {
    for (String name : names) {
      JsonNode address = values.get(name);
      String ip = Fields.firstText(address, "sin_addr", "sin6_addr");
      if (ip != null) {
        int port = Fields.port(address, "sin_port");
        return new Endpoint(ip, port != 0 ? port : Fields.port(address, "sin6_port"), null);
      }
    }
    return null;
  }

  /** All of them as text, for showing. */
  @Nullable String brief() {
    BriefText text = new BriefText();
    values.forEach((name, value) -> {
      if (!name.equals("envp") && !name.equals("env")) {
        text.add(name + "=" + BriefText.of(value));
      }
    });
    return text.orNull();
  }
}
