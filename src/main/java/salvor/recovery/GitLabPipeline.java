package salvor.recovery;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import salvor.recovery.SecretRef.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pipeline of GitLab by a trigger token, which goes in the body and never in the address. It is
 * followed with another token, as a trigger may read nothing.
 */
final class GitLabPipeline implements HotfixPipeline {
  private final HotfixSettings.GitLab settings;
  private final PipelineHttp http;
  private final Map<String, String> environment;

  GitLabPipeline(
      HotfixSettings.GitLab settings, PipelineHttp http, Map<String, String> environment) {
    this.settings = settings;
    this.http = http;
    this.environment = Map.copyOf(environment);
  }

  private URI url(String... more) {
    List<String> parts = new ArrayList<>(List.of("api", "v4", "projects", settings.project()));
    parts.addAll(List.of(more));
    return PipelineHttp.below(settings.api(), parts, "");
  }

  @Override
  public PipelineRun trigger(String mark, Instant at) throws PipelineFailure {
    Secret trigger = settings.trigger().read(environment);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("token", trigger.value()).put("ref", settings.ref());
    ObjectNode variables = body.putObject("variables");
    settings.variables().forEach(variables::put);
    variables.put("SALVOR_MARK", mark);
    JsonNode answer =
        http.post(url("trigger", "pipeline"), Map.of(), PipelineHttp.bytes(body), trigger).body();
    String id = answer.path("id").asString("");
    if (id.isEmpty()) {
      throw new PipelineFailure(new PipelineTrouble.NotUnderstood("a pipeline without an id"));
    }
    String page = answer.path("web_url").asString("");
    return new PipelineRun(mark, at, id, page.isEmpty() ? null : page);
  }

  @Override
  public PipelineState look(PipelineRun run) throws PipelineFailure {
    if (settings.read() == null || run.id() == null) {
      return new PipelineState.Unwatched(run);
    }
    Secret token = settings.read().read(environment);
    JsonNode answer =
        http.get(url("pipelines", run.id()), Map.of("PRIVATE-TOKEN", token.value()), token).body();
    String status = answer.path("status").asString("");
    return switch (status) {
      case "" ->
          throw new PipelineFailure(
              new PipelineTrouble.NotUnderstood("a pipeline without a status"));
      case "success" -> new PipelineState.Succeeded(run, null);
      case "failed", "canceled", "skipped" -> new PipelineState.Failed(run, status);
      default -> new PipelineState.Under(run, status);
    };
  }

  @Override
  public void cancel(PipelineRun run) throws PipelineFailure {
    if (settings.read() == null || run.id() == null) {
      throw new PipelineFailure(new PipelineTrouble.CannotDo());
    }
    Secret token = settings.read().read(environment);
    http.post(
        url("pipelines", run.id(), "cancel"),
        Map.of("PRIVATE-TOKEN", token.value()),
        new byte[0],
        token);
  }
}
