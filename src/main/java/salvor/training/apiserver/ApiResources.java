package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of objects that are served, in the order of discovery. */
public final class ApiResources {
  private static final String[] KINDS = {
    // group/version plural Kind scope short names, subresources
    "v1 pods Pod ns po status,log,exec,attach,portforward,ephemeralcontainers,eviction,binding",
    "v1 services Service ns svc status",
    "v1 endpoints Endpoints ns ep -",
    "v1 events Event ns ev -",
    "v1 configmaps ConfigMap ns cm -",
    "v1 secrets Secret ns - -",
    "v1 serviceaccounts ServiceAccount ns sa token",
    "v1 limitranges LimitRange ns limits -",
    "v1 resourcequotas ResourceQuota ns quota status",
    "v1 persistentvolumeclaims PersistentVolumeClaim ns pvc status",
    "v1 replicationcontrollers ReplicationController ns rc status,scale",
    "v1 namespaces Namespace - ns status",
    "v1 nodes Node - no status,proxy",
    "v1 persistentvolumes PersistentVolume - pv status",
    "apps/v1 deployments Deployment ns deploy status,scale",
    "apps/v1 replicasets ReplicaSet ns rs status,scale",
    "apps/v1 statefulsets StatefulSet ns sts status,scale",
    "apps/v1 daemonsets DaemonSet ns ds status",
    "apps/v1 controllerrevisions ControllerRevision ns - -",
    "batch/v1 jobs Job ns - status",
    "batch/v1 cronjobs CronJob ns cj status",
    "autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler ns hpa status",
    "networking.k8s.io/v1 networkpolicies NetworkPolicy ns netpol -",
    "networking.k8s.io/v1 ingresses Ingress ns ing status",
    "policy/v1 poddisruptionbudgets PodDisruptionBudget ns pdb status",
    "discovery.k8s.io/v1 endpointslices EndpointSlice ns - -",
    "events.k8s.io/v1 events Event ns ev -",
    "coordination.k8s.io/v1 leases Lease ns - -",
    "rbac.authorization.k8s.io/v1 roles Role ns - -",
    "rbac.authorization.k8s.io/v1 rolebindings RoleBinding ns - -",
    "rbac.authorization.k8s.io/v1 clusterroles ClusterRole - - -",
    "rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding - - -",
    "storage.k8s.io/v1 storageclasses StorageClass - sc -",
    "admissionregistration.k8s.io/v1 validatingadmissionpolicies ValidatingAdmissionPolicy - -"
        + " status",
    "admissionregistration.k8s.io/v1 validatingadmissionpolicybindings"
        + " ValidatingAdmissionPolicyBinding - - -",
    "authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview - - -",
    "authentication.k8s.io/v1 tokenreviews TokenReview - - -",
    "authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview - - -",
    "authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview - - -",
    "authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview - - -",
  };

  private final List<ApiResource> resources = new ArrayList<>();

  /** The kinds of a cluster without custom resources. */
  public ApiResources() {
    for (String line : KINDS) {
      String[] part = line.split(" ");
      String[] version = part[0].contains("/") ? part[0].split("/") : new String[] {"", part[0]};
      add(
          new ApiResource(
              version[0],
              version[1],
              part[1],
              part[2],
              part[3].equals("ns"),
              list(part[4]),
              list(part[5])));
    }
  }

  private static List<String> list(String names) {
    return names.equals("-") ? List.of() : List.of(names.split(","));
  }

  /** Serves one more kind, as a CustomResourceDefinition would. */
  public void add(ApiResource resource) {
    resources.add(resource);
  }

  /** All kinds, in the order of discovery. */
  public Stream<ApiResource> all() {
    return resources.stream();
  }

  Optional<ApiResource> at(String group, String version, String plural) {
    return resources.stream()
        .filter(r ->
            r.group().equals(group) && r.version().equals(version) && r.plural().equals(plural))
        .findFirst();
  }

  /** The kind that an object's {@code apiVersion} and {@code kind} name. */
  public Optional<ApiResource> of(String apiVersion, String kind) {
    return resources.stream()
        .filter(r -> r.apiVersion().equals(apiVersion) && r.kind().equals(kind))
        .findFirst();
  }

  /** The kind with this plural name, that of the first group that has it. */
  public ApiResource named(String plural) {
    return resources.stream()
        .filter(r -> r.plural().equals(plural))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind is called " + plural));
  }
}
