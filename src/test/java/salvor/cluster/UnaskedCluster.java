package salvor.cluster;

import java.time.Duration;
import java.util.Collection;
import tools.jackson.databind.JsonNode;

/** A cluster that nothing is asked of, but what a test lets it answer. */
public abstract class UnaskedCluster implements Cluster {
  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("not expected to be asked");
  }

  @Override
  public KubeContext context() {
    throw unasked();
  }

  @Override
  public Greeting greet() throws ClusterFailure {
    throw unasked();
  }

  @Override
  public Duration ahead() {
    return Duration.ZERO;
  }

  @Override
  public Rights rights(Collection<Right> wanted, String namespace) {
    throw unasked();
  }

  @Override
  public Watching watch(ObjectKind kind, String namespace, WatchListener listener) {
    throw unasked();
  }

  @Override
  public Collection<JsonNode> list(ObjectKind kind, String namespace) throws ClusterFailure {
    throw unasked();
  }

  @Override
  public String yaml(ObjectKind kind, String namespace, String name) throws ClusterFailure {
    throw unasked();
  }

  @Override
  public JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure {
    throw unasked();
  }

  @Override
  public JsonNode change(Change change, boolean dryRun, Permission permission)
      throws ClusterFailure {
    throw unasked();
  }

  @Override
  public Exec exec(ExecRequest request, Permission permission) throws ClusterFailure {
    throw unasked();
  }

  @Override
  public LogStream logs(LogRequest request) throws ClusterFailure {
    throw unasked();
  }

  @Override
  public void close() {}
}
