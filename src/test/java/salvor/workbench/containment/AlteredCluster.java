package salvor.workbench.containment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.cluster.WatchListener;
import salvor.cluster.Watching;
import tools.jackson.databind.JsonNode;

/** A cluster that does not allow everything, or does not do everything, and tells what was sent. */
final class AlteredCluster implements Cluster {
  private final Cluster real;
  private final Set<Right> denied = EnumSet.noneOf(Right.class);
  private final Map<Integer, Trouble> faults = new HashMap<>();
  private final Map<Integer, Trouble> refusals = new HashMap<>();
  private final List<Change> sent = new ArrayList<>();
  private int tried;
  private Runnable before = () -> {};

  AlteredCluster(Cluster real) {
    this.real = real;
  }

  AlteredCluster denying(Right... rights) {
    denied.addAll(List.of(rights));
    return this;
  }

  /** The dry run of this number, from 1, is refused. */
  AlteredCluster refusing(int number, Trouble why) {
    refusals.put(number, why);
    return this;
  }

  /** The change of this number, from 1, is not done. */
  AlteredCluster failing(int number, Trouble why) {
    faults.put(number, why);
    return this;
  }

  /** Does something before each real change. */
  AlteredCluster before(Runnable act) {
    before = act;
    return this;
  }

  /** What was sent that is no dry run, whether or not it was done. */
  synchronized List<Change> sent() {
    return List.copyOf(sent);
  }

  @Override
  public JsonNode change(Change change, boolean dryRun, Permission permission)
      throws ClusterFailure {
    permission.require();
    @Nullable Trouble fault;
    synchronized (this) {
      if (dryRun) {
        fault = refusals.get(++tried);
      } else {
        sent.add(change);
        fault = faults.get(sent.size());
      }
    }
    if (!dryRun) {
      before.run();
    }
    if (fault != null) {
      throw new ClusterFailure(fault);
    }
    return real.change(change, dryRun, permission);
  }

  @Override
  public Rights rights(Collection<Right> wanted, String namespace) {
    Rights given = real.rights(wanted, namespace);
    return new Rights(
        namespace,
        given.answers().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    each ->
                        denied.contains(each.getKey())
                            ? new Rights.Answer.Denied("no")
                            : each.getValue())));
  }

  @Override
  public KubeContext context() {
    return real.context();
  }

  @Override
  public Greeting greet() throws ClusterFailure {
    return real.greet();
  }

  @Override
  public Duration ahead() {
    return real.ahead();
  }

  @Override
  public Watching watch(ObjectKind kind, String namespace, WatchListener listener) {
    return real.watch(kind, namespace, listener);
  }

  @Override
  public Collection<JsonNode> list(ObjectKind kind, String namespace) throws ClusterFailure {
    return real.list(kind, namespace);
  }

  @Override
  public void each(ObjectKind kind, String namespace, Consumer<JsonNode> object)
      throws ClusterFailure {
    real.each(kind, namespace, object);
  }

  @Override
  public String yaml(ObjectKind kind, String namespace, String name) throws ClusterFailure {
    return real.yaml(kind, namespace, name);
  }

  @Override
  public JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure {
    return real.get(kind, namespace, name);
  }

  @Override
  public Exec exec(ExecRequest request, Permission permission) throws ClusterFailure {
    return real.exec(request, permission);
  }

  @Override
  public LogStream logs(LogRequest request) throws ClusterFailure {
    return real.logs(request);
  }

  @Override
  public void close() {
    real.close();
  }
}
