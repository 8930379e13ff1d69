package salvor.ingest.objects;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import salvor.workload.drift.Aspect;
import tools.jackson.databind.JsonNode;

/** What a pod, or the template of pods, says of what is to run and what it may do. */
final class PodFacts {
  private static final List<String> HOST = List.of("hostNetwork", "hostPID", "hostIPC");
  private static final List<String> MAY =
      List.of(
          "privileged",
          "allowPrivilegeEscalation",
          "runAsUser",
          "runAsNonRoot",
          "readOnlyRootFilesystem",
          "procMount");
  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private final Facts facts;

  PodFacts(Facts facts) {
    this.facts = facts;
  }

  /** What a template says. */
  void template(@Nullable JsonNode template) {
    JsonNode meta = Fields.at(template, "metadata");
    facts.members(Aspect.LABEL, "pods' label", Fields.at(meta, "labels"), Set.of());
    facts.members(
        Aspect.LABEL,
        "pods' annotation",
        Fields.at(meta, "annotations"),
        Set.of("kubectl.kubernetes.io/last-applied-configuration"));
    spec(Fields.at(template, "spec"));
  }

  /** What a pod says, and what runs in it. */
  void pod(JsonNode pod) {
    JsonNode spec = Fields.at(pod, "spec");
    spec(spec);
    facts.json(Aspect.OTHER, "node", Fields.at(spec, "nodeName"));
    for (JsonNode each : Facts.each(spec, "ephemeralContainers")) {
      facts.add(
          Aspect.EPHEMERAL, "container " + Fields.text(each, "name"), Fields.text(each, "image"));
    }
    Map<String, Set<String>> digests = new TreeMap<>();
    ObjectFacts.digests(pod, digests);
    digests.forEach(
        (name, ids) -> facts.add(Aspect.IMAGE, "digest of " + name, String.join(", ", ids)));
  }

  private void spec(@Nullable JsonNode spec) {
    facts.json(Aspect.ACCOUNT, "service account", Fields.at(spec, "serviceAccountName"));
    facts.json(Aspect.ACCOUNT, "token mounted", Fields.at(spec, "automountServiceAccountToken"));
    for (String host : HOST) {
      facts.json(Aspect.PRIVILEGE, host, Fields.at(spec, host));
    }
    may("pod", Fields.at(spec, "securityContext"));
    for (JsonNode volume : Facts.each(spec, "volumes")) {
      String name = Fields.text(volume, "name");
      facts.json(Aspect.PRIVILEGE, "host path as " + name, Fields.at(volume, "hostPath", "path"));
      facts.json(Aspect.SECRET, "secret as " + name, Fields.at(volume, "secret", "secretName"));
    }
    for (String containers : List.of("initContainers", "containers", "ephemeralContainers")) {
      for (JsonNode each : Facts.each(spec, containers)) {
        container(each);
      }
    }
  }

  private void container(JsonNode container) {
    String of = " of " + Fields.text(container, "name");
    facts.json(Aspect.IMAGE, "image" + of, Fields.at(container, "image"));
    facts.json(Aspect.COMMAND, "command" + of, Fields.at(container, "command"));
    facts.json(Aspect.COMMAND, "arguments" + of, Fields.at(container, "args"));
    for (String probe : PROBES) {
      facts.json(Aspect.COMMAND, probe + of, Fields.at(container, probe, "exec", "command"));
    }
    for (String hook : List.of("postStart", "preStop")) {
      facts.json(
          Aspect.COMMAND, hook + of, Fields.at(container, "lifecycle", hook, "exec", "command"));
    }
    may("container" + of, Fields.at(container, "securityContext"));
    for (JsonNode variable : Facts.each(container, "env")) {
      String what = Fields.text(variable, "name") + of;
      facts.mask(Aspect.ENVIRONMENT, what, Fields.exact(variable, "value"));
      facts.json(Aspect.ENVIRONMENT, what + " from", Fields.at(variable, "valueFrom"));
    }
    facts.json(Aspect.ENVIRONMENT, "all" + of + " from", Fields.at(container, "envFrom"));
    for (JsonNode mount : Facts.each(container, "volumeMounts")) {
      facts.json(
          Aspect.CONFIGURATION,
          "mounted at " + Fields.text(mount, "mountPath") + of,
          Fields.at(mount, "name"));
    }
  }

  private void may(String what, @Nullable JsonNode context) {
    for (String member : MAY) {
      facts.json(Aspect.PRIVILEGE, member + " of " + what, Fields.at(context, member));
    }
    facts.add(
        Aspect.PRIVILEGE,
        "capabilities added to " + what,
        Facts.set(context, "capabilities", "add"));
    facts.add(
        Aspect.PRIVILEGE,
        "capabilities taken from " + what,
        Facts.set(context, "capabilities", "drop"));
    facts.json(
        Aspect.PRIVILEGE, "seccomp profile of " + what, Fields.at(context, "seccompProfile"));
  }
}
