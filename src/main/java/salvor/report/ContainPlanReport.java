package salvor.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.PolicyRules.Direction;
import salvor.containment.Backend;
import salvor.containment.ChosenPod;
import salvor.containment.QuarantinePlan;
import salvor.containment.QuarantinePlan.Affected;
import salvor.containment.QuarantinePlan.Refused;
import salvor.containment.QuarantinePlan.Residual;
import salvor.containment.Step;
import salvor.evidence.Visible;

/** A plan to cut pods off, for people and machines, and what it would send as YAML. */
public final class ContainPlanReport implements Report {
  /** The version of the JSON document's form. */
  public static final int VERSION = 1;

  private final KubeContext context;
  private final Greeting greeting;
  private final QuarantinePlan plan;

  /** Of a plan for a cluster. */
  public ContainPlanReport(KubeContext context, Greeting greeting, QuarantinePlan plan) {
    this.context = context;
    this.greeting = greeting;
    this.plan = plan;
  }

  /** The published schema of the JSON document as text. */
  public static String schema() throws IOException {
    return JsonDocument.schema("contain-plan.schema.json");
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonDocument.write(
        out,
        json -> {
          json.number("version", VERSION);
          json.text("context", context.name());
          json.text("server", context.server());
          json.text("practice", greeting.practice().name().toLowerCase(Locale.ROOT));
          json.text("label", plan.wish().label());
          json.text("backend", plan.backend() == null ? null : plan.backend().word());
          json.is("isolates", plan.isolates());
          json.text("refused", refused());
          json.objects("refusals", plan.refused(), each -> refusal(json, each));
          json.objects("backends", List.of(Backend.values()), each -> backend(json, each));
          json.objects("steps", plan.steps(), each -> step(json, each));
          json.objects("residual", plan.residual(), each -> residual(json, each));
          json.objects("affected", plan.affected(), each -> affected(json, each));
          json.texts("remarks", plan.remarks().stream().map(ContainmentWords::remark).toList());
          json.objects(
              "missingRights",
              plan.missing(),
              right -> {
                json.text("verb", right.verb());
                json.text("resource", right.target());
              });
        });
  }

  /** The first reason, where no pod at all can be cut off. */
  private @Nullable String refused() {
    return plan.steps().isEmpty() && !plan.refused().isEmpty()
        ? word(plan.refused().getFirst().why())
        : null;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void target(JsonDocument json, ChosenPod pod) {
    json.text("namespace", pod.namespace());
    json.text("name", pod.name());
    json.text("uid", pod.uid());
  }

  private static void refusal(JsonDocument json, Refused refused) {
    target(json, refused.pod());
    json.text("reason", word(refused.why()));
    json.text("words", ContainmentWords.refused(refused.why()));
  }

  private void backend(JsonDocument json, Backend backend) {
    json.text("backend", backend.word());
    QuarantinePlan.PassedOver why = plan.passedOver().get(backend);
    json.is("chosen", backend == plan.backend());
    json.text("why", why == null ? null : ContainmentWords.passedOver(why));
  }

  private static void step(JsonDocument json, Step step) {
    json.text("words", ContainmentWords.step(step));
    json.text("verb", verb(step));
    json.text("group", step.kind().group());
    json.text("resource", step.kind().plural());
    json.text("namespace", step.namespace());
    json.text("name", step.name());
    json.text("path", path(step));
    switch (step) {
      case Step.Create create -> json.tree("body", create.manifest());
      case Step.Patch patch -> json.tree("body", patch.patch());
      case Step.Delete _ -> {
        // the path says it all
      }
    }
  }

  private static String verb(Step step) {
    return switch (step) {
      case Step.Create _ -> "create";
      case Step.Patch _ -> "patch";
      case Step.Delete _ -> "delete";
    };
  }

  private static String path(Step step) {
    return step instanceof Step.Create
        ? step.kind().path(step.namespace())
        : step.kind().path(step.namespace(), step.name());
  }

  private static void residual(JsonDocument json, Residual residual) {
    json.text(
        "kind",
        switch (residual) {
          case Residual.Allowed _ -> "allowed";
          case Residual.NotSeen _ -> "not-seen";
          case Residual.OtherPolicies _ -> "other-policies";
          case Residual.NodeTraffic _ -> "node-traffic";
          case Residual.NodeDns _ -> "node-dns";
          case Residual.OtherProtocols _ -> "other-protocols";
        });
    json.is("inherent", residual.isInherent());
    json.text("words", ContainmentWords.residual(residual));
    if (residual instanceof Residual.Allowed allowed) {
      json.text("direction", allowed.direction() == Direction.IN ? "ingress" : "egress");
      json.text("policy", allowed.namespace() + "/" + allowed.policy());
      json.objects("pods", allowed.pods(), pod -> target(json, pod));
    }
  }

  private static void affected(JsonDocument json, Affected affected) {
    switch (affected) {
      case Affected.Service service -> {
        object(json, "Service", service.namespace(), service.name());
        json.number("readyBefore", (long) service.before());
        json.number("readyAfter", (long) service.after());
        json.is("stillSelects", service.stillSelects());
      }
      case Affected.Owner owner -> {
        object(json, owner.kind(), owner.namespace(), owner.name());
        json.number("pods", (long) owner.pods());
        json.text("effect", word(owner.effect()));
      }
      case Affected.Budget budget -> {
        object(json, "PodDisruptionBudget", budget.namespace(), budget.name());
        json.number("disruptionsAllowed", (long) budget.disruptionsAllowed());
      }
    }
    json.text("words", ContainmentWords.affected(affected));
  }

  private static void object(JsonDocument json, String kind, String namespace, String name) {
    json.text("kind", kind);
    json.text("namespace", namespace);
    json.text("name", name);
  }

  /** Writes what each step would send, as YAML documents one after the other. */
  public void yaml(PrintWriter out) {
    plan.steps().forEach(step -> out.print(StepText.yaml(step)));
    out.flush();
  }

  @Override
  public void text(PrintWriter out, boolean colour) {
    ClusterHead.text(context, greeting, out);
    out.println();
    if (plan.backend() == null) {
      out.println("No means to cut a pod off:");
    } else {
      out.println("By " + ContainmentWords.backend(plan.backend()));
    }
    for (Backend backend : Backend.values()) {
      QuarantinePlan.PassedOver why = plan.passedOver().get(backend);
      if (why != null && !(why instanceof QuarantinePlan.PassedOver.NotNeeded)) {
        out.println("  not " + backend.word() + ": " + ContainmentWords.passedOver(why));
      }
    }
    section(
        out,
        "Refused",
        plan.refused().stream()
            .map(each ->
                Visible.text(name(each.pod()), 200) + ": " + ContainmentWords.refused(each.why()))
            .toList());
    section(
        out, "What would be done, in this order", plan.steps().stream().map(this::step).toList());
    section(
        out,
        plan.isolates()
            ? "What would still pass, by the policies that are there (a probe alone proves the rest)"
            : "What would still pass: THIS DOES NOT ISOLATE",
        plan.residual().stream().map(ContainmentWords::residual).toList());
    section(out, "Who notices", plan.affected().stream().map(ContainmentWords::affected).toList());
    section(out, "To know", plan.remarks().stream().map(ContainmentWords::remark).toList());
    if (!plan.missing().isEmpty()) {
      section(out, "You may not", List.of(ContainmentWords.rights(plan.missing())));
    }
    out.println();
    out.println("This is the plan: nothing was changed yet.");
    out.flush();
  }

  private String step(Step step) {
    return (plan.steps().indexOf(step) + 1) + ". " + ContainmentWords.step(step);
  }

  private static String name(ChosenPod pod) {
    return pod.name().isEmpty() ? pod.uid() : pod.namespace() + "/" + pod.name();
  }

  private static void section(PrintWriter out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println();
      out.println(title);
      lines.forEach(line -> out.println("  " + line));
    }
  }
}
