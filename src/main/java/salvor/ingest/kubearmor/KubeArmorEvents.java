package salvor.ingest.kubearmor;

import java.util.Set;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import tools.jackson.databind.JsonNode;

/** Telemetry and alerts of KubeArmor, as {@code karmor logs --json} and its relay write them. */
public final class KubeArmorEvents implements Format {
  /** What a record is; the newest names last. */
  private static final Set<String> TYPES =
      Set.of(
          "SystemLog",
          "ContainerLog",
          "HostLog",
          "MatchedPolicy",
          "MatchedHostPolicy",
          "MatchedNetworkPolicy");

  @Override
  public String name() {
    return "kubearmor";
  }

  @Override
  public boolean recognises(JsonNode record) {
    String type = Fields.exact(record, "Type");
    return type != null
        && TYPES.contains(type)
        && record.has("Operation")
        && (record.has("Result") || record.has("Data") || record.has("Resource"));
  }

  @Override
  public RecordReader reader() {
    return EventReader::read;
  }
}
