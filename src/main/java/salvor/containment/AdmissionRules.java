package salvor.containment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A ValidatingAdmissionPolicy ({@code admissionregistration.k8s.io/v1}) and what binds it, as they
 * are put together. A rule that cannot be evaluated denies: {@code failurePolicy: Fail}.
 */
final class AdmissionRules {
  private static final String VERSION = "admissionregistration.k8s.io/v1";
  private final MadeFor madeFor;
  private final String name;
  private final ObjectNode policy;
  private final ObjectNode spec;

  AdmissionRules(MadeFor madeFor, String word) {
    this.madeFor = madeFor;
    this.name = madeFor.name(word);
    this.policy = madeFor.object(VERSION, "ValidatingAdmissionPolicy", name, "");
    this.spec = policy.putObject("spec").put("failurePolicy", "Fail");
  }

  /** Is asked of changes to such objects. */
  AdmissionRules on(String group, List<String> resources, String... operations) {
    ObjectNode rule = spec.withArray("/matchConstraints/resourceRules").addObject();
    rule.putArray("apiGroups").add(group);
    rule.putArray("apiVersions").add("v1");
    strings(rule.putArray("operations"), Arrays.asList(operations));
    strings(rule.putArray("resources"), resources);
    return this;
  }

  /** Is asked in these namespaces alone. */
  AdmissionRules in(List<String> namespaces) {
    ObjectNode expression =
        spec.withObject("/matchConstraints/namespaceSelector")
            .putArray("matchExpressions")
            .addObject()
            .put("key", "kubernetes.io/metadata.name")
            .put("operator", "In");
    strings(expression.putArray("values"), namespaces);
    return this;
  }

  /** Gives an expression a name. */
  AdmissionRules variable(String called, String expression) {
    spec.withArray("/variables").addObject().put("name", called).put("expression", expression);
    return this;
  }

  /** Denies what an expression is false for. */
  AdmissionRules demand(String expression, String message) {
    spec.withArray("/validations")
        .addObject()
        .put("expression", expression)
        .put("message", message)
        .put("reason", "Forbidden");
    return this;
  }

  /** The policy, which does nothing yet, and then what binds it. */
  List<Step> steps(Step.Why why, String... actions) {
    ObjectNode binding = madeFor.object(VERSION, "ValidatingAdmissionPolicyBinding", name, "");
    ObjectNode bound = binding.putObject("spec").put("policyName", name);
    strings(bound.putArray("validationActions"), Arrays.asList(actions));
    return List.of(
        MadeFor.create(ObjectKind.ADMISSION_POLICIES, why, policy),
        MadeFor.create(ObjectKind.ADMISSION_BINDINGS, why, binding));
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  /** Strings as a list in CEL. */
  static String list(List<String> values) {
    return values.stream().map(AdmissionRules::quoted).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A string in CEL: whatever is not plain is written by its number. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints()
        .forEach(each -> {
          boolean plain = each >= ' ' && each < 127 && each != '\'' && each != '\\';
          quoted.append(plain ? Character.toString(each) : "\\U%08x".formatted(each));
        });
    return quoted.append("'").toString();
  }
}
