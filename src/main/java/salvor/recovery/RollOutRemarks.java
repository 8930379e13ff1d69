package salvor.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import salvor.recovery.WorkloadFix.Remark;
import tools.jackson.databind.JsonNode;

/** What to know of a workload before its image is changed. */
final class RollOutRemarks {
  /** By these annotations or labels tools mark what they write, and write again. */
  private static final Map<String, String> MARKED_BY =
      Map.of(
          "argocd.argoproj.io/tracking-id", "Argo CD",
          "argocd.argoproj.io/instance", "Argo CD",
          "kustomize.toolkit.fluxcd.io/name", "Flux",
          "helm.toolkit.fluxcd.io/name", "Flux",
          "meta.helm.sh/release-name", "Helm");

  private RollOutRemarks() {}

  static List<Remark> of(RolledKind kind, JsonNode object, List<String> quarantined) {
    List<Remark> remarks = new ArrayList<>();
    JsonNode spec = object.path("spec");
    switch (kind) {
      case DEPLOYMENT -> {
        if (spec.path("paused").asBoolean(false)) {
          remarks.add(new Remark.Paused());
        }
        if (spec.at("/strategy/type").asString("").equals("Recreate")) {
          remarks.add(new Remark.Recreate());
        }
      }
      case STATEFUL_SET, DAEMON_SET -> {
        if (spec.at("/updateStrategy/type").asString("").equals("OnDelete")) {
          remarks.add(new Remark.OnDelete());
        }
        int partition = spec.at("/updateStrategy/rollingUpdate/partition").asInt(0);
        if (partition > 0) {
          remarks.add(new Remark.Partition(partition));
        }
      }
      case CRON_JOB -> {
        if (spec.path("suspend").asBoolean(false)) {
          remarks.add(new Remark.Suspended());
        }
      }
    }
    managers(object.path("metadata")).forEach(each -> remarks.add(new Remark.ManagedBy(each)));
    if (kind != RolledKind.CRON_JOB) {
      quarantined.forEach(pod -> remarks.add(new Remark.EndsQuarantined(pod)));
    }
    return remarks;
  }

  private static List<String> managers(JsonNode metadata) {
    List<String> managers = new ArrayList<>();
    for (JsonNode owner : metadata.path("ownerReferences")) {
      managers.add(owner.path("kind").asString("") + " " + owner.path("name").asString(""));
    }
    MARKED_BY.entrySet().stream()
        .filter(mark ->
            metadata.path("annotations").has(mark.getKey())
                || metadata.path("labels").has(mark.getKey()))
        .map(Map.Entry::getValue)
        .distinct()
        .sorted()
        .forEach(managers::add);
    return managers;
  }
}
