package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.ExecPlugin;
import salvor.cluster.InCluster;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.LogIn;
import salvor.cluster.Trouble;
import salvor.evidence.Visible;
import salvor.report.ClusterWords;
import salvor.report.KubeconfigWords;

/** Which cluster is meant, and whether a program may be run to log in. */
final class ClusterArguments {
  private static final int SHORTEST = 12;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "the kubeconfig; without it $KUBECONFIG, then ~/.kube/config, then the pod's own account")
  private @Nullable Path file;

  /** A command that speaks to one cluster. */
  @FunctionalInterface
  interface Work {
    int with(Cluster cluster) throws Exception;
  }

  /** A command that speaks to several clusters at once. */
  @FunctionalInterface
  interface WorkOnAll {
    int with(List<Cluster> clusters) throws Exception;
  }

  /** Whether a kubeconfig was named. */
  boolean isNamed() {
    return file != null;
  }

  /** The contexts that are there. */
  Kubeconfigs read() {
    List<Path> files =
        file != null
            ? List.of(file)
            : Kubeconfigs.standard(
                System.getenv("KUBECONFIG"), Path.of(System.getProperty("user.home", ".")));
    Kubeconfigs read = Kubeconfigs.read(files, KubeContext.Origin.USER);
    if (file == null && read.contexts().isEmpty()) {
      Optional<KubeContext> pod = InCluster.context(System.getenv(), InCluster.FOLDER);
      if (pod.isPresent()) {
        return new Kubeconfigs(files, List.of(pod.get()), pod.get().name(), List.of());
      }
    }
    return read;
  }

  /** Connects to the cluster of a context, and closes it afterwards. */
  int connected(Desk desk, String name, @Nullable String confirm, Work work) throws Exception {
    Kubeconfigs read = read();
    Optional<KubeContext> context = read.context(name);
    if (context.isEmpty()) {
      read.problems().forEach(p -> say(desk, KubeconfigWords.problem(p)));
      if (!read.contexts().isEmpty()) {
        say(
            desk,
            (name.isEmpty()
                    ? "no context is current"
                    : "no context is called " + Visible.text(name))
                + "; salvor contexts lists them, --context names one");
      }
      return ExitCode.CLUSTER;
    }
    try (Cluster cluster =
        desk.clusters().connect(context.get(), confirmed(context.get(), confirm))) {
      return work.with(cluster);
    } catch (ClusterFailure failure) {
      say(desk, ClusterWords.trouble(failure.trouble()));
      if (failure.trouble() instanceof Trouble.NotConfirmed(LogIn act, var origin)) {
        say(
            desk,
            "--confirm-plugin "
                + act.fingerprint().substring(0, SHORTEST)
                + (act instanceof ExecPlugin ? " runs" : " renews")
                + " it, now and later");
      }
      return ExitCode.CLUSTER;
    }
  }

  /** Connects to the clusters of several contexts, and closes them afterwards. */
  private int connected(
      Desk desk, List<String> names, @Nullable String confirm, List<Cluster> before, WorkOnAll work)
      throws Exception {
    int next = before.size();
    return connected(
        desk,
        names.get(next),
        confirm,
        cluster -> {
          List<Cluster> all = new ArrayList<>(before);
          all.add(cluster);
          return all.size() == names.size()
              ? work.with(all)
              : connected(desk, names, confirm, all, work);
        });
  }

  /** What was confirmed before, and now on the command line; that is remembered. */
  private static Confirmed confirmed(KubeContext context, @Nullable String confirm)
      throws IOException {
    Confirmed before = Confirmed.remembered(Confirmed.ofUser());
    Optional<LogIn> act = context.logIn();
    if (confirm == null || act.isEmpty()) {
      return before;
    }
    if (confirm.length() < SHORTEST || !act.get().fingerprint().startsWith(confirm)) {
      return before;
    }
    Confirmed.remember(Confirmed.ofUser(), act.get());
    return before.and(act.get());
  }

  static void say(Desk desk, String what) {
    desk.err().println("salvor: " + what);
  }

  /** The context and what is confirmed, for the commands that connect. */
  static final class Connecting {
    @CommandLine.Mixin ClusterArguments which = new ClusterArguments();

    @Option(
        names = "--context",
        paramLabel = "NAME",
        description = "the context, else the current one")
    String context = "";

    @Option(
        names = "--confirm-plugin",
        paramLabel = "FINGERPRINT",
        description =
            "run the credential plugin, or renew the token, that was shown with this fingerprint (12 digits"
                + " or more), now and later")
    @Nullable String confirm;

    @Option(
        names = {"-n", "--namespace"},
        paramLabel = "NAMESPACE",
        description = "this namespace alone, else all")
    String namespace = "";

    /** Whether a cluster was named in any way. */
    boolean isNamed() {
      return which.isNamed() || !context.isEmpty();
    }

    /** The one pod that is meant by a name, or by its namespace and name; says why it is none. */
    Optional<LivePod> pod(Desk desk, LivePods pods, String said) {
      int slash = said.indexOf('/');
      String in = slash < 0 ? namespace : said.substring(0, slash);
      String name = said.substring(slash + 1);
      List<LivePod> named =
          pods.all().stream()
              .filter(
                  pod -> pod.name().equals(name) && (in.isEmpty() || pod.namespace().equals(in)))
              .toList();
      if (named.size() != 1) {
        say(
            desk,
            named.isEmpty()
                ? "there is no pod " + Visible.text(said, 200)
                : "several namespaces have a pod "
                    + Visible.text(said, 200)
                    + ": name it as NAMESPACE/NAME");
        return Optional.empty();
      }
      return Optional.of(named.getFirst());
    }

    int connected(Desk desk, Work work) throws Exception {
      return which.connected(desk, context, confirm, work);
    }
  }

  /** As {@link Connecting}, for the commands that follow several clusters. */
  static final class Several {
    @CommandLine.Mixin ClusterArguments which = new ClusterArguments();

    @Option(
        names = "--context",
        paramLabel = "NAME",
        description = "the context, else the current one; may be given more than once")
    List<String> contexts = new ArrayList<>();

    @Option(
        names = "--confirm-plugin",
        paramLabel = "FINGERPRINT",
        description =
            "run the credential plugin, or renew the token, that was shown with this fingerprint (12 digits"
                + " or more), now and later")
    @Nullable String confirm;

    @Option(
        names = {"-n", "--namespace"},
        paramLabel = "NAMESPACE",
        description = "this namespace alone, else all")
    String namespace = "";

    /** Whether a cluster was named in any way. */
    boolean isNamed() {
      return which.isNamed() || !contexts.isEmpty();
    }

    int connected(Desk desk, WorkOnAll work) throws Exception {
      List<String> names = contexts.stream().distinct().toList();
      return which.connected(desk, names.isEmpty() ? List.of("") : names, confirm, List.of(), work);
    }
  }
}
