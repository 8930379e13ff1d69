package salvor.training.apiserver;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers questions about rights: {@code kubectl auth can-i} and {@code auth whoami}. */
final class Reviews {
  private final Access access;

  Reviews(Access access) {
    this.access = access;
  }

  static boolean isReview(ApiResource resource) {
    return resource.group().equals("authorization.k8s.io")
        || resource.group().equals("authentication.k8s.io");
  }

  /** The review with its answer in {@code status}. */
  ObjectNode answer(ApiResource review, ObjectNode asked, Identity who) {
    ObjectNode answer = asked.deepCopy();
    answer.put("kind", review.kind()).put("apiVersion", review.apiVersion());
    ObjectNode status = answer.putObject("status");
    JsonNode spec = asked.path("spec");
    switch (review.kind()) {
      case "SelfSubjectReview" -> identity(status.putObject("userInfo"), who);
      case "SelfSubjectRulesReview" ->
          rules(status, who, spec.path("namespace").asString("default"));
      case "SelfSubjectAccessReview" -> decide(status, who, spec);
      case "SubjectAccessReview" -> decide(status, subject(spec), spec);
      default -> throw ApiFailure.unknownPath();
    }
    return answer;
  }

  private static Identity subject(JsonNode spec) {
    return new Identity(
        spec.path("user").asString(""),
        spec.path("groups").valueStream().map(group -> group.asString("")).toList());
  }

  private static void identity(ObjectNode info, Identity who) {
    info.put("username", who.user());
    who.groups().forEach(info.withArray("groups")::add);
  }

  private void decide(ObjectNode status, Identity who, JsonNode spec) {
    JsonNode wanted = spec.path("resourceAttributes");
    boolean path = spec.has("nonResourceAttributes");
    boolean allowed =
        path
            || access.may(
                who,
                new Access.Act(
                    wanted.path("verb").asString(""),
                    wanted.path("group").asString(""),
                    wanted.path("resource").asString(""),
                    wanted.path("subresource").asString(""),
                    wanted.path("namespace").asString(""),
                    wanted.path("name").asString("")));
    status.put("allowed", allowed);
    if (!allowed) {
      status.put("reason", "no rule allows it");
    }
  }

  private void rules(ObjectNode status, Identity who, String namespace) {
    ArrayNode rules = status.putArray("resourceRules");
    if (who.groups().contains("system:masters")) {
      ObjectNode all = rules.addObject();
      all.putArray("verbs").add("*");
      all.putArray("apiGroups").add("*");
      all.putArray("resources").add("*");
    }
    access.rules(who, namespace).forEach(rules::add);
    status.putArray("nonResourceRules");
    status.put("incomplete", false);
  }
}
