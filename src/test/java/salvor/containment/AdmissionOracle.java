package salvor.containment;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges a request by a ValidatingAdmissionPolicy as an API server does, with the CEL of another
 * project: rules that match, variables in their order, validations; what fails to be evaluated
 * denies.
 */
final class AdmissionOracle {
  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("object", SimpleType.DYN)
          .addVar("oldObject", SimpleType.DYN)
          .addVar("request", SimpleType.DYN)
          .addVar("variables", SimpleType.DYN)
          .build();
  private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().build();
  private final JsonNode spec;

  AdmissionOracle(JsonNode policy) {
    this.spec = policy.path("spec");
  }

  /** A request. */
  record Asked(
      String operation,
      String group,
      String resource,
      String namespace,
      String name,
      @Nullable String object,
      @Nullable String before) {}

  /** Whether a rule of the policy asks for such a request at all. */
  boolean isAsked(Asked asked) {
    boolean rule =
        spec.at("/matchConstraints/resourceRules")
            .valueStream()
            .anyMatch(each ->
                has(each, "apiGroups", asked.group)
                    && has(each, "operations", asked.operation)
                    && has(each, "resources", asked.resource));
    JsonNode in = spec.at("/matchConstraints/namespaceSelector/matchExpressions/0");
    return rule && (in.isMissingNode() || has(in, "values", asked.namespace));
  }

  private static boolean has(JsonNode rule, String field, String value) {
    return rule.path(field).valueStream().anyMatch(each -> each.asString().equals(value));
  }

  /** {@code passes}, {@code denied}, or why a rule could not be evaluated. */
  String judge(Asked asked) throws CelValidationException {
    if (!isAsked(asked)) {
      return "passes";
    }
    Map<String, Object> variables = new LinkedHashMap<>();
    Map<String, Object> scope = new LinkedHashMap<>();
    scope.put("object", value(asked.object));
    scope.put("oldObject", value(asked.before));
    scope.put(
        "request",
        Map.of("operation", asked.operation, "namespace", asked.namespace, "name", asked.name));
    scope.put("variables", variables);
    try {
      for (JsonNode variable : spec.path("variables")) {
        variables.put(
            variable.path("name").asString(), evaluated(variable.path("expression"), scope));
      }
      for (JsonNode validation : spec.path("validations")) {
        if (!evaluated(validation.path("expression"), scope).equals(true)) {
          return "denied";
        }
      }
      return "passes";
    } catch (CelEvaluationException e) {
      return "failed: " + e.getMessage();
    }
  }

  private static Object evaluated(JsonNode expression, Map<String, Object> scope)
      throws CelValidationException, CelEvaluationException {
    var compiled = COMPILER.compile(expression.asString());
    return RUNTIME.createProgram(compiled.getAst()).eval(scope);
  }

  private static Object value(@Nullable String json) {
    return json == null
        ? NullValue.NULL_VALUE
        : JsonMapper.shared().convertValue(Json.object(json), Map.class);
  }
}
