package salvor.containment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.Permission;
import salvor.cluster.UnaskedCluster;

/**
 * A pod's network as a node makes one, of the kernel that the test runs on: a namespace, a pair of
 * interfaces to the node, which forwards to the world and filters. The toolbox that is run in it is
 * the one that is shipped.
 */
final class PodNamespace extends UnaskedCluster {
  static final String POD = "10.231.1.2";
  static final String NODE = "10.231.1.1";
  static final String WORLD = "10.231.2.2";
  static final String POD6 = "fd00:231:1::2";
  static final String WORLD6 = "fd00:231:2::2";
  static final String METADATA = "169.254.169.254";

  private final String pod;
  private final String node;
  private final String world;
  private final Path toolbox;
  private final List<Process> running = new ArrayList<>();
  private List<String> prefix = List.of();

  private PodNamespace(Path toolbox) {
    String id = Long.toString(ProcessHandle.current().pid(), 36);
    this.pod = "salvor-pod-" + id;
    this.node = "salvor-node-" + id;
    this.world = "salvor-world-" + id;
    this.toolbox = toolbox;
  }

  /** Skips the test, and says why, where there can be none. */
  static PodNamespace make(Path toolbox) throws IOException {
    PodNamespace made = new PodNamespace(toolbox);
    String why = done(List.of("ip", "netns", "add", made.pod));
    assumeTrue(why == null, "no network namespaces can be made here (root, iproute2): " + why);
    try {
      made.join();
    } catch (Throwable cause) {
      made.close();
      throw cause;
    }
    String filter = done(List.of("ip", "netns", "exec", made.node, "nft", "list", "ruleset"));
    if (filter != null) {
      made.close();
      assumeTrue(false, "no nftables here: " + filter);
    }
    return made;
  }

  private void join() throws IOException {
    must("ip", "netns", "add", node);
    must("ip", "netns", "add", world);
    pair(pod, "eth0", node, "pod0");
    pair(world, "eth0", node, "world0");
    in(node, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
    for (String namespace : List.of(pod, node, world)) {
      in(namespace, "ip", "link", "set", "lo", "up");
    }
    address(pod, "eth0", POD + "/24", POD6 + "/64");
    address(node, "pod0", NODE + "/24", "fd00:231:1::1/64");
    address(node, "world0", "10.231.2.1/24", "fd00:231:2::1/64");
    address(world, "eth0", WORLD + "/24", WORLD6 + "/64");
    address(world, "lo", METADATA + "/32");
    in(pod, "ip", "route", "add", "default", "via", NODE);
    in(pod, "ip", "-6", "route", "add", "default", "via", "fd00:231:1::1");
    in(world, "ip", "route", "add", "default", "via", "10.231.2.1");
    in(world, "ip", "-6", "route", "add", "default", "via", "fd00:231:2::1");
    in(node, "ip", "route", "add", METADATA + "/32", "via", WORLD);
  }

  private void pair(String one, String name, String other, String otherName) throws IOException {
    must(
        "ip", "link", "add", name, "netns", one, "type", "veth", "peer", "name", otherName, "netns",
        other);
    in(one, "ip", "link", "set", name, "up");
    in(other, "ip", "link", "set", otherName, "up");
  }

  private void address(String namespace, String link, String... addresses) throws IOException {
    for (String address : addresses) {
      List<String> words = new ArrayList<>(List.of("ip", "address", "add", address, "dev", link));
      if (address.contains(":")) {
        words.add("nodad"); // or nothing goes over it for the first second
      }
      in(namespace, words.toArray(String[]::new));
    }
  }

  /** Has the node filter what comes from the pod or goes to it. */
  void filter(String... rules) throws IOException {
    in(node, "nft", "add table inet salvor");
    in(
        node,
        "nft",
        "add chain inet salvor forward { type filter hook forward priority 0; policy accept; }");
    for (String rule : rules) {
      in(node, "nft", "add rule inet salvor forward " + rule);
    }
  }

  /** Runs a peer in the world, until it says that it is there. */
  void serve(int... ports) throws IOException {
    List<String> words = new ArrayList<>(List.of("serve"));
    java.util.Arrays.stream(ports).mapToObj(Integer::toString).forEach(words::add);
    peer(world, words);
  }

  /**
   * Has a program in the pod send all the time, once there is a way by IPv6 and it is connected.
   */
  void send(String host, int port, int portOfSix) throws IOException {
    peer(pod, List.of("send", host, Integer.toString(port), WORLD6, Integer.toString(portOfSix)));
  }

  private void peer(String namespace, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    all.add(System.getProperty("java.class.path"));
    all.add(NamespacePeer.class.getName());
    all.addAll(words);
    Process process =
        new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    running.add(process);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    if (lines.readLine() == null) {
      throw new IOException("it ended: " + words);
    }
  }

  /** From now on the toolbox is run by this, as by {@code setpriv} without a capability. */
  void runBy(String... words) {
    prefix = List.of(words);
  }

  @Override
  public Exec exec(ExecRequest request, Permission permission) throws ClusterFailure {
    permission.require();
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", pod));
    words.addAll(prefix);
    words.add(toolbox.toString());
    words.addAll(request.argv().subList(1, request.argv().size()));
    try {
      return new Running(new ProcessBuilder(words).start());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Process process : running) {
      process.destroyForcibly();
      process.onExit().join();
    }
    for (String namespace : List.of(pod, node, world)) {
      try {
        done(List.of("ip", "netns", "delete", namespace));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static void in(String namespace, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(List.of(words));
    must(all.toArray(String[]::new));
  }

  private static void must(String... words) throws IOException {
    String why = done(List.of(words));
    if (why != null) {
      throw new IOException(String.join(" ", words) + ": " + why);
    }
  }

  /** Why it did not do it; null where it did. */
  static @Nullable String done(List<String> words) throws IOException {
    Path said = Files.createTempFile("said", null);
    try {
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
      process.getOutputStream().close();
      int code = process.onExit().join().exitValue();
      return code == 0 ? null : code + " " + Files.readString(said);
    } catch (IOException e) {
      return String.valueOf(e.getMessage()); // there is no such program
    } finally {
      Files.delete(said);
    }
  }

  /** A program that runs, as a cluster would tell of it. */
  private record Running(Process process) implements Exec {
    @Override
    public @Nullable Piece next(Duration silence) {
      try {
        byte[] bytes = new byte[8192];
        int length = process.getInputStream().read(bytes);
        return length < 0 ? null : new Piece(Channel.OUT, java.util.Arrays.copyOf(bytes, length));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    @Override
    public void input(byte[] bytes) {
      throw new UnsupportedOperationException("it takes no input");
    }

    @Override
    public End end() {
      return new End.Exited(process.onExit().join().exitValue());
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
