package salvor.recovery;

import java.util.Map;
import salvor.cluster.Cluster;
import salvor.cluster.Permission;
import salvor.workload.ImageDigest;

/** Makes pipelines of settings. Closed, it lets go of its connections. */
public final class HotfixPipelines implements AutoCloseable {
  private final PipelineHttp http = new PipelineHttp();
  private final Map<String, String> environment;

  /**
   * With these variables.
   *
   * @param environment where secrets may be
   */
  public HotfixPipelines(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Gives a cluster, for a pipeline that runs in one. */
  @FunctionalInterface
  public interface InCluster {
    /** The cluster, connected. */
    Cluster cluster();
  }

  /** Whether it runs in a cluster, and needs one. */
  public static boolean needsCluster(HotfixSettings settings) {
    return switch (settings) {
      case HotfixSettings.Tekton _, HotfixSettings.Argo _ -> true;
      case HotfixSettings.Dispatch _, HotfixSettings.GitLab _, HotfixSettings.Webhook _ -> false;
    };
  }

  /**
   * The pipeline.
   *
   * @param bad the digest that is to be replaced
   * @param where the cluster; asked only where it {@link #needsCluster}
   * @param may the leave to act on it
   */
  public HotfixPipeline of(
      HotfixSettings settings, ImageDigest bad, InCluster where, Permission may) {
    return switch (settings) {
      case HotfixSettings.Tekton tekton -> ClusterPipeline.of(tekton, where.cluster(), may);
      case HotfixSettings.Argo argo -> ClusterPipeline.of(argo, where.cluster(), may);
      case HotfixSettings.Dispatch dispatch -> new DispatchedWorkflow(dispatch, http, environment);
      case HotfixSettings.GitLab gitLab -> new GitLabPipeline(gitLab, http, environment);
      case HotfixSettings.Webhook webhook -> new SignedWebhook(webhook, bad, http, environment);
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
