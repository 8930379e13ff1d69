package salvor.recovery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.workload.ImageDigest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run of Tekton or Argo Workflows: an object in the cluster, made and watched by its API. */
final class ClusterPipeline implements HotfixPipeline {
  static final ObjectKind PIPELINE_RUNS = new ObjectKind("tekton.dev", "v1", "pipelineruns");
  static final ObjectKind WORKFLOWS = new ObjectKind("argoproj.io", "v1alpha1", "workflows");

  private final Form form;
  private final Cluster cluster;
  private final Permission permission;

  /** How such an object is made and read. */
  private interface Form {
    ObjectKind kind();

    String namespace();

    ObjectNode manifest(String name, String mark);

    PipelineState state(PipelineRun run, JsonNode object);

    ObjectNode ending();
  }

  private ClusterPipeline(Form form, Cluster cluster, Permission permission) {
    this.form = form;
    this.cluster = cluster;
    this.permission = permission;
  }

  static HotfixPipeline of(HotfixSettings.Tekton settings, Cluster cluster, Permission may) {
    return new ClusterPipeline(new OfTekton(settings), cluster, may);
  }

  static HotfixPipeline of(HotfixSettings.Argo settings, Cluster cluster, Permission may) {
    return new ClusterPipeline(new OfArgo(settings), cluster, may);
  }

  @Override
  public PipelineRun trigger(String mark, Instant at) throws PipelineFailure {
    String name = name(mark);
    try {
      cluster.change(
          new Change.Create(form.kind(), form.namespace(), name, form.manifest(name, mark)),
          false,
          permission);
      return new PipelineRun(mark, at, name, null);
    } catch (ClusterFailure failure) {
      throw new PipelineFailure(new PipelineTrouble.OfCluster(failure.trouble()));
    }
  }

  private static String name(String mark) {
    return "salvor-hotfix-" + mark;
  }

  /** Its name is ours, so that it is known where the answer was lost. */
  private static String name(PipelineRun run) {
    return run.id() == null ? name(run.mark()) : run.id();
  }

  @Override
  public PipelineState look(PipelineRun run) throws PipelineFailure {
    try {
      String name = name(run);
      JsonNode object = cluster.get(form.kind(), form.namespace(), name);
      return form.state(run.called(name), object);
    } catch (ClusterFailure failure) {
      throw new PipelineFailure(new PipelineTrouble.OfCluster(failure.trouble()));
    }
  }

  @Override
  public void cancel(PipelineRun run) throws PipelineFailure {
    try {
      cluster.change(
          new Change.Patch(
              form.kind(), form.namespace(), name(run), "", Change.Patch.Type.MERGE, form.ending()),
          false,
          permission);
    } catch (ClusterFailure failure) {
      throw new PipelineFailure(new PipelineTrouble.OfCluster(failure.trouble()));
    }
  }

  private static ObjectNode object(ObjectKind kind, String word, String namespace, String name) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("apiVersion", kind.group() + "/" + kind.version())
            .put("kind", word);
    object.putObject("metadata").put("name", name).put("namespace", namespace);
    return object;
  }

  private static void parameters(ObjectNode in, String list, Map<String, String> parameters) {
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> in.withArray(list).addObject().put("name", name).put("value", value));
  }

  private record OfTekton(HotfixSettings.Tekton settings) implements Form {
    @Override
    public ObjectKind kind() {
      return PIPELINE_RUNS;
    }

    @Override
    public String namespace() {
      return settings.namespace();
    }

    @Override
    public ObjectNode manifest(String name, String mark) {
      ObjectNode object = object(PIPELINE_RUNS, "PipelineRun", settings.namespace(), name);
      object.withObject("metadata").putObject("labels").put("salvor.io/hotfix", mark);
      ObjectNode spec = object.putObject("spec");
      spec.putObject("pipelineRef").put("name", settings.pipeline());
      parameters(spec, "params", settings.parameters());
      if (settings.serviceAccount() != null) {
        spec.putObject("taskRunTemplate").put("serviceAccountName", settings.serviceAccount());
      }
      return object;
    }

    @Override
    public PipelineState state(PipelineRun run, JsonNode object) {
      for (JsonNode condition : object.at("/status/conditions")) {
        if (condition.path("type").asString("").equals("Succeeded")) {
          String said = condition.path("reason").asString("");
          return switch (condition.path("status").asString("")) {
            case "True" -> new PipelineState.Succeeded(run, digest(object).orElse(null));
            case "False" ->
                new PipelineState.Failed(run, said + ": " + condition.path("message").asString(""));
            default -> new PipelineState.Under(run, said);
          };
        }
      }
      return new PipelineState.NotSeenYet(run);
    }

    private Optional<ImageDigest> digest(JsonNode object) {
      return object
          .at("/status/results")
          .valueStream()
          .filter(each -> each.path("name").asString("").equals(settings.digestResult()))
          .flatMap(each -> ImageDigest.in(each.path("value").asString("")).stream())
          .findFirst();
    }

    @Override
    public ObjectNode ending() {
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch.putObject("spec").put("status", "CancelledRunFinally");
      return patch;
    }
  }

  private record OfArgo(HotfixSettings.Argo settings) implements Form {
    @Override
    public ObjectKind kind() {
      return WORKFLOWS;
    }

    @Override
    public String namespace() {
      return settings.namespace();
    }

    @Override
    public ObjectNode manifest(String name, String mark) {
      ObjectNode object = object(WORKFLOWS, "Workflow", settings.namespace(), name);
      object.withObject("metadata").putObject("labels").put("salvor.io/hotfix", mark);
      ObjectNode spec = object.putObject("spec");
      spec.putObject("workflowTemplateRef").put("name", settings.template());
      if (!settings.parameters().isEmpty()) {
        parameters(spec.putObject("arguments"), "parameters", settings.parameters());
      }
      return object;
    }

    @Override
    public PipelineState state(PipelineRun run, JsonNode object) {
      String phase = object.at("/status/phase").asString("");
      return switch (phase) {
        case "" -> new PipelineState.NotSeenYet(run);
        case "Succeeded" -> new PipelineState.Succeeded(run, digest(object).orElse(null));
        case "Failed", "Error" ->
            new PipelineState.Failed(run, phase + ": " + object.at("/status/message").asString(""));
        default -> new PipelineState.Under(run, phase);
      };
    }

    /** One that all nodes which name it agree on. */
    private Optional<ImageDigest> digest(JsonNode object) {
      Stream<JsonNode> outputs =
          Stream.concat(
              object.at("/status/outputs/parameters").valueStream(),
              object
                  .at("/status/nodes")
                  .valueStream()
                  .flatMap(node -> node.at("/outputs/parameters").valueStream()));
      var found =
          outputs
              .filter(each -> each.path("name").asString("").equals(settings.digestResult()))
              .flatMap(each -> ImageDigest.in(each.path("value").asString("")).stream())
              .distinct()
              .toList();
      return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    @Override
    public ObjectNode ending() {
      ObjectNode patch = JsonNodeFactory.instance.objectNode();
      patch.putObject("spec").put("shutdown", "Stop");
      return patch;
    }
  }
}
