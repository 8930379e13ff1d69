package salvor.report.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Trait.Network.Direction;
import tools.jackson.databind.node.ObjectNode;

/** What a KubeArmorPolicy allows: each path, protocol and capability once. */
final class KubeArmorRules {
  private static final Pattern PATH = Pattern.compile("/+[^\\n\\r]*[^/\\n\\r]");
  private static final Pattern NAME = Pattern.compile("[^/\\n\\r]+");
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "icmp", "icmpv6", "sctp");
  private static final Pattern CAPABILITY =
      Pattern.compile(
          "chown|dac_override|dac_read_search|fowner|fsetid|kill|setgid|setuid|setpcap"
              + "|linux_immutable|net_bind_service|net_broadcast|net_admin|net_raw|ipc_lock"
              + "|ipc_owner|sys_module|sys_rawio|sys_chroot|sys_ptrace|sys_pacct|sys_admin|sys_boot"
              + "|sys_nice|sys_resource|sys_time|sys_tty_config|mknod|lease|audit_write"
              + "|audit_control|setfcap|mac_override|mac_admin");
  private static final int LONGEST = 200;

  private final Draft draft;
  private final List<Profile> profiles;
  private final Map<String, Rule> processes = new LinkedHashMap<>();
  private final Map<String, Rule> files = new LinkedHashMap<>();
  private final Map<String, Rule> protocols = new LinkedHashMap<>();
  private final Map<String, Rule> capabilities = new LinkedHashMap<>();

  /** One thing that is allowed, and to whom. */
  private static final class Rule {
    final Set<String> sources = new TreeSet<>();
    boolean anybody;
    boolean writes;

    void from(Set<String> paths) {
      sources.addAll(paths);
      anybody |= paths.isEmpty();
    }
  }

  KubeArmorRules(Draft draft, List<Profile> profiles) {
    this.draft = draft;
    this.profiles = profiles;
  }

  void exec(Profile profile, Element element, Trait.Exec exec) {
    String path = exec.executable();
    boolean name = NAME.matcher(path).matches();
    if (path.length() > LONGEST || !(name || PATH.matcher(path).matches())) {
      draft.lost(profile, element, "a path that the policy's schema does not allow");
      return;
    }
    if (exec.shape() != null || exec.args() != null || exec.applet() != null) {
      draft.lost(profile, element, "the arguments: any are allowed");
    }
    if (exec.inInitTree() != null) {
      draft.lost(profile, element, "whether it descends from the container's first process");
    }
    String parent = exec.parent();
    Set<String> sources = Set.of();
    if (parent != null && isSource(parent) && !WildPaths.isPattern(path) && !name) {
      sources = Set.of(parent);
    } else if (parent != null) {
      draft.lost(profile, element, "what starts it: any program may");
    }
    processes.computeIfAbsent(path, p -> new Rule()).from(sources);
  }

  void file(Profile profile, Element element, Trait.File file) {
    String path = file.path();
    if (path.length() > LONGEST || !PATH.matcher(path).matches() || path.contains("**")) {
      draft.lost(profile, element, "a path that the policy's schema does not allow");
      return;
    }
    boolean pattern = WildPaths.isPattern(path) && directory(path) == null;
    Set<String> sources =
        pattern ? Set.of() : sources(profile, element, file.program(), "uses the file");
    if (pattern && file.program() != null) {
      draft.lost(profile, element, "which program uses files of a pattern: any may");
    }
    Rule rule = files.computeIfAbsent(path, p -> new Rule());
    rule.from(sources);
    if (file.access() != Trait.File.Access.READ) {
      draft.lost(profile, element, "writing and deleting apart: both are allowed, and reading");
      rule.writes = true;
    }
  }

  void network(Profile profile, Element element, Trait.Network network) {
    String protocol =
        network.protocol() == null ? null : KubeArmorPolicies.lower(network.protocol());
    if (network.direction() == Direction.LISTEN) {
      draft.lost(profile, element, "ports that are listened on");
    } else if (protocol == null || !PROTOCOLS.contains(protocol)) {
      draft.lost(profile, element, "a protocol that is not known");
    } else {
      draft.lost(profile, element, "peer and port: the protocol alone is held");
      protocols
          .computeIfAbsent(protocol, p -> new Rule())
          .from(sources(profile, element, network.program(), "is connected"));
    }
  }

  void capability(Profile profile, Element element, String name) {
    String bare = KubeArmorPolicies.lower(name.startsWith("CAP_") ? name.substring(4) : name);
    if (CAPABILITY.matcher(bare).matches()) {
      capabilities.computeIfAbsent(bare, c -> new Rule()).anybody = true;
    } else {
      draft.lost(profile, element, "a capability that the policy's schema does not name");
    }
  }

  /**
   * The paths of a program that is known by its short name; none when they are not known, which is
   * then said.
   */
  private Set<String> sources(
      Profile profile, Element element, @Nullable String program, String does) {
    Set<String> paths = new TreeSet<>();
    if (program != null) {
      for (Profile each : profiles) {
        for (Element known : each.elements(Facet.EXEC)) {
          if (known.trait() instanceof Trait.Exec exec) {
            addIfCalled(program, exec.executable(), paths);
            addIfCalled(program, exec.parent(), paths);
          }
        }
      }
      if (paths.isEmpty()) {
        draft.lost(
            profile, element, "which program " + does + ": its path is not known, so any may");
      }
    }
    return paths;
  }

  /** A file's name may carry a version that the short name lacks. */
  private static void addIfCalled(String program, @Nullable String path, Set<String> paths) {
    String base = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
    boolean called =
        base.startsWith(program)
            && base.chars()
                .skip(program.length())
                .allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    if (path != null && called && isSource(path)) {
      paths.add(path);
    }
  }

  private static boolean isSource(String path) {
    return path.length() <= LONGEST && PATH.matcher(path).matches() && !WildPaths.isPattern(path);
  }

  /** The directory all of whose files are meant; null when a path is no such. */
  private static @Nullable String directory(String path) {
    String above = path.endsWith("/*") ? path.substring(0, path.length() - 1) : null;
    return above == null || WildPaths.isPattern(above) ? null : above;
  }

  void write(ObjectNode spec) {
    processes.forEach((path, rule) -> path(spec.withObject("process"), path, rule, false));
    files.forEach((path, rule) -> path(spec.withObject("file"), path, rule, true));
    protocols.forEach((protocol, rule) -> {
      ObjectNode node = spec.withObject("network").withArray("matchProtocols").addObject();
      node.put("protocol", protocol);
      sources(node, rule);
    });
    capabilities.forEach((name, rule) ->
        spec.withObject("capabilities")
            .withArray("matchCapabilities")
            .addObject()
            .put("capability", name));
  }

  private void path(ObjectNode kind, String path, Rule rule, boolean file) {
    String directory = directory(path);
    ObjectNode node;
    if (directory != null) {
      node = kind.withArray("matchDirectories").addObject();
      node.put("dir", PolicyDocument.whole(directory)).put("recursive", true);
      sources(node, rule);
    } else if (WildPaths.isPattern(path)) {
      draft.assume("the enforcer on the nodes supports matchPatterns");
      node = kind.withArray("matchPatterns").addObject();
      node.put("pattern", PolicyDocument.whole(WildPaths.glob(path)));
    } else {
      node = kind.withArray("matchPaths").addObject();
      node.put(path.startsWith("/") ? "path" : "execname", PolicyDocument.whole(path));
      sources(node, rule);
    }
    if (file && !rule.writes) {
      node.put("readOnly", true);
    }
  }

  private static void sources(ObjectNode node, Rule rule) {
    if (!rule.anybody) {
      rule.sources.forEach(
          s -> node.withArray("fromSource").addObject().put("path", PolicyDocument.whole(s)));
    }
  }
}
