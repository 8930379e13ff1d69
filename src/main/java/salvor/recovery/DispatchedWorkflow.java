package salvor.recovery;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salvor.recovery.HotfixSettings.Dispatch.Flavour;
import salvor.recovery.SecretRef.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A workflow of GitHub or Forgejo, dispatched. Asked for the details of the run, they answer with
 * its id (GitHub since February 2026 with 200, Forgejo with 201); older ones answer 204, and the
 * run is found among those that began since: by the mark where the workflow shows it, else only
 * where there is no other that it may be. What was there before it was triggered is none.
 */
final class DispatchedWorkflow implements HotfixPipeline {
  /** How far the clocks of both may be apart. */
  private static final Duration APART = Duration.ofMinutes(2);

  private final HotfixSettings.Dispatch settings;
  private final PipelineHttp http;
  private final Map<String, String> environment;

  DispatchedWorkflow(
      HotfixSettings.Dispatch settings, PipelineHttp http, Map<String, String> environment) {
    this.settings = settings;
    this.http = http;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public PipelineRun trigger(String mark, Instant at) throws PipelineFailure {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("ref", settings.ref());
    ObjectNode inputs = body.putObject("inputs");
    settings.inputs().forEach(inputs::put);
    if (settings.markInput() != null) {
      inputs.put(settings.markInput(), mark);
    }
    body.put(settings.flavour() == Flavour.GITHUB ? "return_run_details" : "return_run_info", true);
    Secret token = settings.token().read(environment);
    JsonNode answer =
        http.post(
                url(List.of("workflows", settings.workflow(), "dispatches"), ""),
                headers(token),
                PipelineHttp.bytes(body),
                token)
            .body();
    String id = answer.path("workflow_run_id").asString(answer.path("id").asString(""));
    String page = answer.path("html_url").asString("");
    return new PipelineRun(mark, at, id.isEmpty() ? null : id, page.isEmpty() ? null : page);
  }

  private Map<String, String> headers(Secret token) {
    Map<String, String> headers = new TreeMap<>();
    boolean github = settings.flavour() == Flavour.GITHUB;
    headers.put("Authorization", (github ? "Bearer " : "token ") + token.value());
    if (github) {
      headers.put("X-GitHub-Api-Version", "2022-11-28");
    }
    return headers;
  }

  private URI url(List<String> parts, String query) {
    List<String> all = new ArrayList<>();
    if (settings.flavour() == Flavour.FORGEJO) {
      all.addAll(List.of("api", "v1"));
    }
    all.add("repos");
    all.addAll(List.of(settings.repository().split("/")));
    all.add("actions");
    all.addAll(parts);
    return PipelineHttp.below(settings.api(), all, query);
  }

  @Override
  public PipelineState look(PipelineRun run) throws PipelineFailure {
    if (run.id() == null) {
      return find(run);
    }
    Secret token = settings.token().read(environment);
    return state(run, http.get(url(List.of("runs", run.id()), ""), headers(token), token).body());
  }

  @Override
  public Set<String> before(Instant at) throws PipelineFailure {
    return settings.markInput() != null
        ? Set.of()
        : runs(at.minus(APART))
            .map(each -> each.path("id").asString(""))
            .collect(Collectors.toSet());
  }

  private Stream<JsonNode> runs(Instant since) throws PipelineFailure {
    Secret token = settings.token().read(environment);
    String query =
        settings.flavour() == Flavour.GITHUB
            ? "event=workflow_dispatch&per_page=50&created="
                + URLEncoder.encode(">=" + since, StandardCharsets.UTF_8)
            : "event=workflow_dispatch&limit=50";
    List<String> where =
        settings.flavour() == Flavour.GITHUB
            ? List.of("workflows", settings.workflow(), "runs")
            : List.of("runs");
    return http.get(url(where, query), headers(token), token)
        .body()
        .path("workflow_runs")
        .valueStream();
  }

  private PipelineState find(PipelineRun run) throws PipelineFailure {
    Instant since = run.triggered().minus(APART);
    List<JsonNode> found =
        runs(since)
            .filter(each -> !run.before().contains(each.path("id").asString("")))
            .filter(each -> isOurs(each, run, since))
            .toList();
    if (found.isEmpty()) {
      return new PipelineState.NotSeenYet(run);
    }
    if (found.size() > 1) {
      throw new PipelineFailure(new PipelineTrouble.Ambiguous(found.size()));
    }
    JsonNode one = found.getFirst();
    return state(
        new PipelineRun(
            run.mark(),
            run.triggered(),
            one.path("id").asString(""),
            one.path("html_url").asString(""),
            run.before()),
        one);
  }

  private boolean isOurs(JsonNode each, PipelineRun run, Instant since) {
    String branch = each.path("head_branch").asString(each.path("prettyref").asString(""));
    boolean same = branch.isEmpty() || settings.ref().endsWith(branch);
    String workflow = each.path("workflow_id").asString("");
    boolean other =
        settings.flavour() == Flavour.FORGEJO
            && !workflow.isEmpty()
            && !workflow.equals(settings.workflow());
    String title = each.path("display_title").asString(each.path("title").asString(""));
    boolean marked = settings.markInput() == null || title.contains(run.mark());
    return same
        && !other
        && marked
        && !time(each.path("created_at").asString(each.path("created").asString("")))
            .isBefore(since);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return Instant.MIN;
    }
  }

  private static PipelineState state(PipelineRun run, JsonNode answer) throws PipelineFailure {
    String status = answer.path("status").asString("");
    String end = answer.path("conclusion").asString("");
    if (status.isEmpty()) {
      throw new PipelineFailure(new PipelineTrouble.NotUnderstood("a run without a status"));
    }
    String said = status.equals("completed") ? end : status;
    return switch (said) {
      case "success" -> new PipelineState.Succeeded(run, null);
      case "failure", "cancelled", "skipped", "timed_out", "startup_failure", "stale", "neutral" ->
          new PipelineState.Failed(run, said);
      case "action_required" -> new PipelineState.Under(run, said);
      default ->
          status.equals("completed")
              ? new PipelineState.Failed(run, said)
              : new PipelineState.Under(run, said);
    };
  }

  @Override
  public void cancel(PipelineRun run) throws PipelineFailure {
    if (settings.flavour() == Flavour.FORGEJO || run.id() == null) {
      throw new PipelineFailure(new PipelineTrouble.CannotDo());
    }
    Secret token = settings.token().read(environment);
    http.post(url(List.of("runs", run.id(), "cancel"), ""), headers(token), new byte[0], token);
  }
}
