package salvor.ingest.tracee;

import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;

/** Names looked up, as the three DNS events tell them. */
final class TraceeNames {
  private TraceeNames() {}

  /** The lookup, null when the event holds no name. */
  static @Nullable Activity lookup(TraceeArguments arguments) {
    JsonNode packet = arguments.node("proto_dns");
    String name = Fields.text(first(Fields.at(packet, "questions")), "name");
    if (name != null) {
      return new Activity.NameLookedUp(name, joined(Fields.at(packet, "answers"), "IP", "CNAME"));
    }
    JsonNode questions = arguments.node("dns_questions");
    name =
        Fields.text(
            first(
                Fields.at(questions, "questions") != null
                    ? Fields.at(questions, "questions")
                    : questions),
            "query");
    if (name != null) {
      return new Activity.NameLookedUp(name, null);
    }
    JsonNode responses = arguments.node("dns_response");
    JsonNode list = responses != null ? responses : arguments.node("dns_responses");
    JsonNode response =
        first(Fields.at(list, "responses") != null ? Fields.at(list, "responses") : list);
    name = Fields.text(response, "query_data", "query");
    JsonNode old = Fields.at(response, "dns_answer");
    return name == null
        ? null
        : new Activity.NameLookedUp(
            name, joined(old != null ? old : Fields.at(response, "answers"), "answer"));
  }

  private static @Nullable JsonNode first(@Nullable JsonNode list) {
    return list != null && list.isArray() && !list.isEmpty() ? list.get(0) : null;
  }

  private static @Nullable String joined(@Nullable JsonNode list, String... members) {
    StringBuilder all = new StringBuilder();
    if (list != null && list.isArray()) {
      for (JsonNode each : list) {
        String text = Fields.firstText(each, members);
        all.append(text == null ? "" : (all.isEmpty() ? "" : " ") + text);
      }
    }
    return all.isEmpty() ? null : all.toString();
  }
}
