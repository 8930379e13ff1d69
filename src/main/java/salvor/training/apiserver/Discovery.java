package salvor.training.apiserver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the server tells of itself: version, groups, kinds, and as much OpenAPI as is asked for. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private final ApiResources resources;
  private final String version;

  /** Discovery of these kinds by a server of this version, such as {@code v1.36.2}. */
  Discovery(ApiResources resources, String version) {
    this.resources = resources;
    this.version = version;
  }

  /** A document, and what kind of document it says it is. */
  record Found(ObjectNode document, String contentType) {}

  /**
   * The answer at a path of discovery, aggregated where the client takes that; empty for any other
   * path.
   */
  Optional<Found> at(String path, String accept) {
    if (path.equals("/api") || path.equals("/apis")) {
      Optional<String> aggregated = AggregatedDiscovery.accepted(accept);
      if (aggregated.isPresent()) {
        return Optional.of(
            new Found(
                aggregated(path, aggregated.get()),
                AggregatedDiscovery.contentType(aggregated.get())));
      }
    }
    return at(path).map(document -> new Found(document, "application/json"));
  }

  private ObjectNode aggregated(String path, String version) {
    ObjectNode list = AggregatedDiscovery.list(version);
    resources
        .all()
        .filter(resource -> resource.group().isEmpty() == path.equals("/api"))
        .map(ApiResource::apiVersion)
        .distinct()
        .forEach(of -> {
          String[] part = (path + "/" + of).substring(1).split("/");
          String group = part.length == 2 ? "" : part[1];
          kinds(part, part.length, group)
              .ifPresent(
                  kinds -> AggregatedDiscovery.add(list, group, part[part.length - 1], kinds));
        });
    return list;
  }

  /** The answer at a path of discovery; empty for any other path. */
  Optional<ObjectNode> at(String path) {
    String[] part = path.substring(1).split("/");
    return switch (part[0]) {
      case "version" -> Optional.of(version());
      case "api" -> part.length == 1 ? Optional.of(core()) : kinds(part, 2, "");
      case "apis" ->
          part.length == 1
              ? Optional.of(groups())
              : part.length == 2 ? group(part[1]) : kinds(part, 3, part[1]);
      case "openapi" -> openApi(path);
      default -> Optional.empty();
    };
  }

  private ObjectNode version() {
    String[] number = version.substring(1).split("\\.");
    return object()
        .put("major", number[0])
        .put("minor", number[1])
        .put("gitVersion", version)
        .put("platform", "linux/amd64");
  }

  private static ObjectNode core() {
    ObjectNode answer = object().put("kind", "APIVersions");
    answer.putArray("versions").add("v1");
    return answer;
  }

  private Map<String, List<String>> versions() {
    return resources
        .all()
        .filter(resource -> !resource.group().isEmpty())
        .collect(
            Collectors.groupingBy(
                ApiResource::group,
                LinkedHashMap::new,
                Collectors.mapping(
                    ApiResource::version,
                    Collectors.collectingAndThen(
                        Collectors.toList(), all -> all.stream().distinct().toList()))));
  }

  private ObjectNode groups() {
    ObjectNode answer = object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = answer.putArray("groups");
    versions().forEach((group, of) -> fill(groups.addObject(), group, of));
    return answer;
  }

  private Optional<ObjectNode> group(String name) {
    return Optional.ofNullable(versions().get(name))
        .map(of -> fill(object().put("kind", "APIGroup").put("apiVersion", "v1"), name, of));
  }

  private static ObjectNode fill(ObjectNode group, String name, List<String> versions) {
    group.put("name", name);
    ArrayNode all = group.putArray("versions");
    versions.forEach(v -> all.addObject().put("groupVersion", name + "/" + v).put("version", v));
    group.set("preferredVersion", all.get(0));
    return group;
  }

  private Optional<ObjectNode> kinds(String[] part, int length, String group) {
    if (part.length != length) {
      return Optional.empty();
    }
    String of = part[length - 1];
    List<ApiResource> all =
        resources.all().filter(r -> r.group().equals(group) && r.version().equals(of)).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode answer =
        object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", all.getFirst().apiVersion());
    ArrayNode list = answer.putArray("resources");
    for (ApiResource resource : all) {
      ObjectNode entry =
          list.addObject()
              .put("name", resource.plural())
              .put("singularName", resource.singular())
              .put("namespaced", resource.namespaced())
              .put("kind", resource.kind());
      (Reviews.isReview(resource) ? List.of("create") : VERBS)
          .forEach(entry.withArray("verbs")::add);
      resource.shortNames().forEach(entry.withArray("shortNames")::add);
      if (List.of(
              "pods",
              "services",
              "deployments",
              "replicasets",
              "statefulsets",
              "daemonsets",
              "jobs",
              "cronjobs")
          .contains(resource.plural())) {
        entry.withArray("categories").add("all");
      }
      resource.subresources().forEach(sub -> subresource(list, resource, sub));
    }
    return Optional.of(answer);
  }

  private static void subresource(ArrayNode list, ApiResource resource, String sub) {
    ObjectNode entry =
        list.addObject()
            .put("name", resource.plural() + "/" + sub)
            .put("singularName", "")
            .put("namespaced", resource.namespaced());
    List<String> verbs =
        switch (sub) {
          case "exec", "attach", "portforward", "proxy" -> List.of("create", "get");
          case "log" -> List.of("get");
          case "eviction", "binding", "token" -> List.of("create");
          default -> List.of("get", "patch", "update");
        };
    switch (sub) {
      case "eviction" -> entry.put("group", "policy").put("version", "v1").put("kind", "Eviction");
      case "scale" -> entry.put("group", "autoscaling").put("version", "v1").put("kind", "Scale");
      case "token" ->
          entry
              .put("group", "authentication.k8s.io")
              .put("version", "v1")
              .put("kind", "TokenRequest");
      default -> entry.put("kind", resource.kind());
    }
    verbs.forEach(entry.withArray("verbs")::add);
  }

  /**
   * Enough of OpenAPI 3 for {@code kubectl} to find out that the server checks fields by itself
   * ({@code fieldValidation}); there are no schemas.
   */
  private Optional<ObjectNode> openApi(String path) {
    if (path.equals("/openapi/v3")) {
      ObjectNode answer = object();
      ObjectNode paths = answer.putObject("paths");
      resources
          .all()
          .map(Discovery::base)
          .distinct()
          .forEach(base ->
              paths.putObject(base).put("serverRelativeURL", "/openapi/v3/" + base + "?hash=1"));
      return Optional.of(answer);
    }
    if (!path.startsWith("/openapi/v3/")) {
      return Optional.empty();
    }
    String base = path.substring("/openapi/v3/".length());
    ObjectNode answer = object().put("openapi", "3.0.0");
    answer.putObject("info").put("title", "Kubernetes").put("version", version);
    answer.putObject("components").putObject("schemas");
    ObjectNode paths = answer.putObject("paths");
    resources
        .all()
        .filter(resource -> base(resource).equals(base))
        .forEach(resource -> operations(paths, base, resource));
    return paths.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  private static String base(ApiResource resource) {
    return (resource.group().isEmpty() ? "api/" : "apis/") + resource.apiVersion();
  }

  private static void operations(ObjectNode paths, String base, ApiResource resource) {
    String path =
        "/"
            + base
            + (resource.namespaced() ? "/namespaces/{namespace}/" : "/")
            + resource.plural()
            + "/{name}";
    ObjectNode patch = paths.putObject(path).putObject("patch");
    for (String name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
      patch
          .withArray("parameters")
          .addObject()
          .put("name", name)
          .put("in", "query")
          .putObject("schema")
          .put("type", "string");
    }
    patch.putObject("responses").putObject("200").put("description", "OK");
    patch
        .putObject("x-kubernetes-group-version-kind")
        .put("group", resource.group())
        .put("version", resource.version())
        .put("kind", resource.kind());
    patch.put("x-kubernetes-action", "patch");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
