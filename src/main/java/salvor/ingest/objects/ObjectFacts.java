package salvor.ingest.objects;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import salvor.ingest.Fields;
import salvor.workload.drift.Aspect;
import salvor.workload.drift.Fact;
import tools.jackson.databind.JsonNode;

/** What an object says that somebody may have changed; status and bookkeeping are left out. */
final class ObjectFacts {
  /** Kinds that change all the time without anybody's doing. */
  private static final Set<String> VOLATILE =
      Set.of(
          "Event",
          "Endpoints",
          "EndpointSlice",
          "Lease",
          "ControllerRevision",
          "ComponentStatus",
          "PodMetrics",
          "NodeMetrics");

  private static final Set<String> BOOKKEEPING =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          "deployment.kubernetes.io/revision",
          "deployment.kubernetes.io/desired-replicas",
          "deployment.kubernetes.io/max-replicas",
          "deprecated.daemonset.template.generation",
          "control-plane.alpha.kubernetes.io/leader",
          "batch.kubernetes.io/cronjob-scheduled-timestamp");

  private ObjectFacts() {}

  static boolean isVolatile(String kind) {
    return VOLATILE.contains(kind);
  }

  /** What it is a matter of that an object of a kind is there. */
  static Aspect of(String kind) {
    return switch (kind) {
      case "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding" -> Aspect.GRANT;
      case "MutatingWebhookConfiguration",
          "ValidatingWebhookConfiguration",
          "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
          "MutatingAdmissionPolicy",
          "MutatingAdmissionPolicyBinding",
          "APIService" ->
          Aspect.ADMISSION;
      case "Pod",
          "Deployment",
          "DaemonSet",
          "StatefulSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob" ->
          Aspect.WORKLOAD;
      case "ServiceAccount", "CertificateSigningRequest" -> Aspect.ACCOUNT;
      case "Secret" -> Aspect.SECRET;
      case "ConfigMap" -> Aspect.CONFIGURATION;
      case "Service", "Ingress", "HTTPRoute", "Gateway" -> Aspect.EXPOSURE;
      default -> kind.endsWith("NetworkPolicy") ? Aspect.NETWORK : Aspect.OTHER;
    };
  }

  /** What an object of a kind says. */
  static List<Fact> of(String kind, JsonNode object) {
    Facts facts = new Facts();
    JsonNode meta = Fields.at(object, "metadata");
    facts.members(Aspect.LABEL, "label", Fields.at(meta, "labels"), Set.of());
    facts.members(Aspect.LABEL, "annotation", Fields.at(meta, "annotations"), BOOKKEEPING);
    JsonNode spec = Fields.at(object, "spec");
    switch (kind) {
      case "Role", "ClusterRole" -> role(object, facts);
      case "RoleBinding", "ClusterRoleBinding" -> binding(object, facts);
      case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration" ->
          webhooks(object, facts);
      case "ServiceAccount" -> {
        facts.json(
            Aspect.ACCOUNT, "token mounted", Fields.at(object, "automountServiceAccountToken"));
        facts.json(Aspect.ACCOUNT, "secrets", Fields.at(object, "secrets"));
        facts.json(Aspect.ACCOUNT, "pull secrets", Fields.at(object, "imagePullSecrets"));
      }
      case "Secret" -> {
        facts.json(Aspect.SECRET, "type", Fields.at(object, "type"));
        facts.maskedMembers(Aspect.SECRET, "key", Fields.at(object, "data"));
        facts.maskedMembers(Aspect.SECRET, "key", Fields.at(object, "stringData"));
      }
      case "ConfigMap" -> {
        facts.maskedMembers(Aspect.CONFIGURATION, "key", Fields.at(object, "data"));
        facts.maskedMembers(Aspect.CONFIGURATION, "key", Fields.at(object, "binaryData"));
      }
      case "Service" ->
          facts.members(
              Aspect.EXPOSURE,
              "service",
              spec,
              Set.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "sessionAffinity"));
      case "Node" -> {
        facts.json(Aspect.OTHER, "unschedulable", Fields.at(spec, "unschedulable"));
        facts.json(Aspect.OTHER, "taints", Fields.at(spec, "taints"));
      }
      case "Pod" -> new PodFacts(facts).pod(object);
      case "CronJob" -> {
        facts.json(Aspect.COMMAND, "schedule", Fields.at(spec, "schedule"));
        facts.json(Aspect.WORKLOAD, "suspended", Fields.at(spec, "suspend"));
        new PodFacts(facts).template(Fields.at(spec, "jobTemplate", "spec", "template"));
      }
      case "Deployment",
          "DaemonSet",
          "StatefulSet",
          "ReplicaSet",
          "ReplicationController",
          "Job" -> {
        facts.json(Aspect.OTHER, "replicas", Fields.at(spec, "replicas"));
        facts.json(Aspect.LABEL, "selector", Fields.at(spec, "selector"));
        new PodFacts(facts).template(Fields.at(spec, "template"));
      }
      default -> facts.members(of(kind), "spec", spec, Set.of());
    }
    return facts.all();
  }

  private static void role(JsonNode role, Facts facts) {
    for (JsonNode rule : Facts.each(role, "rules")) {
      String verbs = Facts.set(rule, "verbs");
      String names = Facts.set(rule, "resourceNames");
      for (String url : Fields.texts(rule, "nonResourceURLs")) {
        facts.add(Aspect.GRANT, "may at " + url, verbs);
      }
      for (String resource : Fields.texts(rule, "resources")) {
        List<String> groups = Fields.texts(rule, "apiGroups");
        for (String group : groups.isEmpty() ? List.of("") : groups) {
          facts.add(
              Aspect.GRANT,
              "may on "
                  + (group.isEmpty() ? "" : group + "/")
                  + resource
                  + (names == null ? "" : " named " + names),
              verbs);
        }
      }
    }
    facts.json(Aspect.GRANT, "and all that is chosen by", Fields.at(role, "aggregationRule"));
  }

  private static void binding(JsonNode binding, Facts facts) {
    String role =
        Fields.text(binding, "roleRef", "kind") + " " + Fields.text(binding, "roleRef", "name");
    for (JsonNode subject : Facts.each(binding, "subjects")) {
      String namespace = Fields.text(subject, "namespace");
      facts.add(
          Aspect.GRANT,
          Fields.text(subject, "kind")
              + " "
              + (namespace == null ? "" : namespace + "/")
              + Fields.text(subject, "name"),
          role);
    }
  }

  private static void webhooks(JsonNode configuration, Facts facts) {
    for (JsonNode webhook : Facts.each(configuration, "webhooks")) {
      String name = "webhook " + Fields.text(webhook, "name");
      JsonNode client = Fields.at(webhook, "clientConfig");
      facts.json(Aspect.ADMISSION, name + " url", Fields.at(client, "url"));
      facts.json(Aspect.ADMISSION, name + " service", Fields.at(client, "service"));
      facts.mask(Aspect.ADMISSION, name + " trusts", Fields.text(client, "caBundle"));
      for (String member :
          List.of(
              "rules", "failurePolicy", "namespaceSelector", "objectSelector", "matchConditions")) {
        facts.json(Aspect.ADMISSION, name + " " + member, Fields.at(webhook, member));
      }
    }
  }

  /** The images' digests of a pod, by container. */
  static void digests(JsonNode pod, java.util.Map<String, Set<String>> into) {
    for (JsonNode status : Facts.each(pod, "status", "containerStatuses")) {
      String name = Fields.text(status, "name");
      String image = Fields.text(status, "imageID");
      if (name != null && image != null) {
        into.computeIfAbsent(name, _ -> new TreeSet<>()).add(image);
      }
    }
  }
}
