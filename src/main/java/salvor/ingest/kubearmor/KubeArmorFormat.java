package salvor.ingest.kubearmor;

import salvor.evidence.RecordRef;
import salvor.ingest.Declared;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** KubeArmorPolicies (security.kubearmor.com/v1). */
public final class KubeArmorFormat implements Format {
  private static final String KIND = "KubeArmorPolicy";

  @Override
  public String name() {
    return "kubearmor-policy";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return KIND.equals(Fields.text(record, "kind"))
        && "security.kubearmor.com/v1".equals(Fields.text(record, "apiVersion"));
  }

  @Override
  public RecordReader reader() {
    return KubeArmorFormat::read;
  }

  private static void read(JsonNode record, RecordRef ref, Sink sink) {
    String name = Fields.exact(record, "metadata", "name");
    JsonNode selector = record.path("spec").path("selector");
    if (name == null || !record.path("spec").isObject()) {
      sink.unreadable(ref, "a " + KIND + " without a name or without a specification");
      return;
    }
    String policy = KIND + " " + name;
    String workload = Declared.workload(selector);
    if (workload == null) {
      sink.note(policy + " chooses pods by labels that name no workload: use --for");
    }
    Declared declared = new Declared(KIND);
    new PolicySections(
            record.path("spec"), declared, what -> sink.note(policy + ": not taken: " + what))
        .read();
    sink.baseline(declared.profile(Fields.exact(record, "metadata", "namespace"), workload, null));
    sink.skipped("baseline, declared: " + KIND);
  }
}
