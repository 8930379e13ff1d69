package salvor.cluster;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salvor.cluster.KubeconfigProblem.Cause;

/**
 * The contexts of one or several kubeconfigs, merged as kubectl merges them: of entries of one name
 * the first counts, and so does the first current context. Reading runs and connects to nothing.
 *
 * @param files the files that were read, in their order
 * @param contexts in the order of the files
 * @param current the name of the current context, empty when none is named
 * @param problems what is wrong beyond single contexts
 */
public record Kubeconfigs(
    List<Path> files,
    List<KubeContext> contexts,
    String current,
    List<KubeconfigProblem> problems) {
  /** Copies the lists. */
  public Kubeconfigs {
    files = List.copyOf(files);
    contexts = List.copyOf(contexts);
    problems = List.copyOf(problems);
  }

  /**
   * The files that kubectl would take: those of {@code KUBECONFIG} that are there, else {@code
   * ~/.kube/config}.
   */
  public static List<Path> standard(@Nullable String variable, Path home) {
    if (variable == null || variable.isEmpty()) {
      return List.of(home.resolve(".kube").resolve("config"));
    }
    List<Path> files = new ArrayList<>();
    for (String part : variable.split(File.pathSeparator)) {
      if (!part.isEmpty() && !files.contains(Path.of(part))) {
        files.add(Path.of(part));
      }
    }
    List<Path> there = files.stream().filter(Files::exists).toList();
    return there.isEmpty() ? files : there;
  }

  /** Reads the files. */
  public static Kubeconfigs read(List<Path> files, KubeContext.Origin origin) {
    List<KubeconfigFile> read = files.stream().map(KubeconfigFile::read).toList();
    List<KubeconfigProblem> problems = new ArrayList<>();
    Map<String, KubeconfigNode> contexts = merged(read, KubeconfigFile::contexts);
    Map<String, KubeconfigNode> clusters = merged(read, KubeconfigFile::clusters);
    Map<String, KubeconfigNode> users = merged(read, KubeconfigFile::users);
    List<KubeContext> all = new ArrayList<>();
    contexts.forEach((name, node) -> all.add(new Merging(origin, clusters, users).of(name, node)));
    // after the contexts: what is of a wrong type is told when it is looked at
    read.forEach(file ->
        file.problems().stream()
            .filter(p -> all.stream().noneMatch(context -> context.problems().contains(p)))
            .forEach(problems::add));
    String current =
        read.stream().map(KubeconfigFile::current).filter(c -> !c.isEmpty()).findFirst().orElse("");
    if (contexts.isEmpty() && problems.isEmpty()) {
      problems.add(new KubeconfigProblem(files.getFirst(), 0, "contexts", Cause.NO_CONTEXTS, ""));
    } else if (!current.isEmpty() && !contexts.containsKey(current) && !contexts.isEmpty()) {
      problems.add(
          new KubeconfigProblem(files.getFirst(), 0, "current-context", Cause.NO_CURRENT, current));
    }
    return new Kubeconfigs(files, all, current, problems);
  }

  private static Map<String, KubeconfigNode> merged(
      List<KubeconfigFile> files, Function<KubeconfigFile, Map<String, KubeconfigNode>> which) {
    Map<String, KubeconfigNode> merged = new LinkedHashMap<>();
    files.forEach(file -> which.apply(file).forEach(merged::putIfAbsent));
    return merged;
  }

  /** The context of that name; the current one when the name is empty; the only one there is. */
  public Optional<KubeContext> context(String name) {
    String wanted = name.isEmpty() ? current : name;
    if (wanted.isEmpty() && contexts.size() == 1) {
      return Optional.of(contexts.getFirst());
    }
    return contexts.stream().filter(context -> context.name().equals(wanted)).findFirst();
  }

  private record Merging(
      KubeContext.Origin origin,
      Map<String, KubeconfigNode> clusters,
      Map<String, KubeconfigNode> users) {

    private static final List<String> SERVERS = List.of("https", "http");
    private static final List<String> PROXIES = List.of("https", "http", "socks5", "socks5h");

    KubeContext of(String name, KubeconfigNode context) {
      int before = context.told().size();
      String clusterName = context.text("cluster");
      String userName = context.text("user");
      String namespace = context.text("namespace");
      List<KubeconfigProblem> wrong =
          new ArrayList<>(context.told().subList(before, context.told().size()));
      KubeconfigNode cluster = clusters.get(clusterName);
      KubeconfigNode user = users.get(userName);
      if (cluster == null) {
        wrong.add(context.problem(Cause.NO_CLUSTER, clusterName));
        cluster = new KubeconfigNode(context.file(), "", null, new ArrayList<>());
      }
      if (user == null && !userName.isEmpty()) {
        wrong.add(context.problem(Cause.NO_USER, userName));
      }
      int clusterBefore = cluster.told().size();
      KubeconfigNode there = cluster;
      String server = there.text("server");
      check(there, "server", server, !clusters.containsKey(clusterName), SERVERS);
      String proxy = there.text("proxy-url");
      check(there, "proxy-url", proxy, true, PROXIES);
      Material authority =
          KubeconfigUsers.material(there, "certificate-authority-data", "certificate-authority");
      String serverName = there.text("tls-server-name");
      boolean unverified = there.isSet("insecure-skip-tls-verify");
      wrong.addAll(there.told().subList(clusterBefore, there.told().size()));
      int userBefore = user == null ? 0 : user.told().size();
      List<Credentials> credentials =
          user == null ? List.of() : KubeconfigUsers.credentials(userName, user);
      if (user != null) {
        wrong.addAll(user.told().subList(userBefore, user.told().size()));
      }
      return new KubeContext(
          name,
          context.file(),
          origin,
          clusterName,
          server,
          authority,
          serverName,
          unverified,
          proxy,
          userName,
          namespace,
          credentials,
          wrong);
    }

    private static void check(
        KubeconfigNode cluster,
        String key,
        String address,
        boolean mayBeEmpty,
        List<String> schemes) {
      if (address.isEmpty()) {
        if (!mayBeEmpty) {
          cluster.problem(Cause.NO_SERVER, "");
        }
        return;
      }
      try {
        URI uri = new URI(address);
        String scheme = String.valueOf(uri.getScheme());
        if (uri.getHost() == null || !schemes.contains(scheme)) {
          cluster.at(key).problem(Cause.BAD_ADDRESS, Secrets.address(address));
        }
      } catch (URISyntaxException e) {
        cluster.at(key).problem(Cause.BAD_ADDRESS, Secrets.address(address));
      }
    }
  }
}
