package salvor.ingest.hubble;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/**
 * Hubble's JSON (cilium/api/v1/observer/observer.proto, GetFlowsResponse, and the exporter's {@code
 * {flow, node_name, time}}); also bare flows, as older versions printed them. Field masks may have
 * removed any member of a flow.
 */
public final class HubbleFormat implements Format {
  private static final String[] OTHERS = {
    "lost_events", "node_status", "agent_event", "debug_event"
  };

  @Override
  public String name() {
    return "hubble";
  }

  @Override
  public boolean recognises(JsonNode record) {
    JsonNode flow = flow(record);
    boolean wrapped =
        flow != null && (Fields.present(flow, "verdict") || Fields.present(flow, "Type"));
    return wrapped || (flow != null && isFlow(flow)) || other(record) != null;
  }

  @Override
  public RecordReader reader() {
    return new HubbleReader();
  }

  /** The flow of a record: inside its envelope, or the record itself. */
  static @Nullable JsonNode flow(JsonNode record) {
    JsonNode inside = Fields.at(record, "flow");
    if (inside != null) {
      return inside.isObject() ? inside : null;
    }
    return isFlow(record) ? record : null;
  }

  /** The name of a message that is no flow, null when there is none. */
  static @Nullable String other(JsonNode record) {
    for (String name : OTHERS) {
      JsonNode inside = Fields.at(record, name);
      if (inside != null && inside.isObject()) {
        return name;
      }
    }
    return null;
  }

  private static boolean isFlow(JsonNode node) {
    return (Fields.present(node, "verdict")
            && (Fields.present(node, "IP")
                || Fields.present(node, "l4")
                || node.path("source").isObject()))
        || Fields.present(node, "trace_observation_point")
        || (Fields.present(node, "IP") && Fields.present(node, "l4"));
  }
}
