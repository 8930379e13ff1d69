package salvor.report.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Seccomp profiles that allow the system calls of a baseline and no others: as container runtimes
 * read them (OCI runtime specification, {@code linux.seccomp}) and as objects of the
 * security-profiles-operator.
 *
 * <p>A call that is missing stops the program, so nothing is written unless system calls were
 * learned to the end. What runc itself calls once the filter is in force is added: no recording of
 * the container shows it for certain.
 */
final class SeccompProfiles {
  /** The base profile that is added. */
  static final String RUNTIME = "runc-v1.4.2";

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,63}");

  /** What runtimes call to make a container, before the filter is in force. */
  private static final Set<String> START =
      Set.of(
          "fsopen",
          "fsmount",
          "open_tree",
          "pivot_root",
          "umount2",
          "keyctl",
          "unshare",
          "sethostname",
          "mount",
          "mknodat");

  private final Draft draft = new Draft();
  private final Set<String> runtime = runtime();

  private SeccompProfiles() {}

  /** For a container runtime. */
  static Handover oci(List<Profile> profiles) {
    SeccompProfiles writer = new SeccompProfiles();
    for (Profile profile : profiles) {
      Set<String> calls = writer.calls(profile);
      if (!calls.isEmpty()) {
        ObjectNode spec = Draft.object();
        writer.spec(spec, calls);
        String name = writer.draft.unique(name(profile));
        writer.draft.add(name, profile.name(), spec, "seccomp", PolicyDocument.Form.JSON);
      }
    }
    return writer.draft.done();
  }

  /** For the security-profiles-operator, whose objects have no namespace. */
  static Handover operator(List<Profile> profiles) {
    SeccompProfiles writer = new SeccompProfiles();
    for (Profile profile : profiles) {
      Set<String> calls = writer.calls(profile);
      if (!calls.isEmpty()) {
        String name = writer.draft.unique(name(profile));
        ObjectNode object =
            writer.draft.kubernetes(
                "security-profiles-operator.x-k8s.io/v1",
                "SeccompProfile",
                name,
                null,
                Map.of(),
                List.of(profile));
        coverage(profile, object.withObject("metadata").withObject("annotations"));
        writer.spec(object.putObject("spec"), calls);
        writer.draft.add(name, profile.name(), object, "SeccompProfile", PolicyDocument.Form.YAML);
      }
    }
    return writer.draft.done();
  }

  private static String name(Profile profile) {
    Profile.Key key = profile.key();
    String image = key.digest() == null ? null : key.digest().brief();
    return ObjectNames.of(key.namespace(), key.kind(), key.workload(), key.container(), image);
  }

  /** The calls of a baseline; none when nothing may be written of it. */
  private Set<String> calls(Profile profile) {
    Set<String> calls = new TreeSet<>();
    for (Element element : profile.elements(Facet.SYSCALL)) {
      if (element.trait() instanceof Trait.Syscall(String name)) {
        if (NAME.matcher(name).matches()) {
          calls.add(name);
        } else {
          draft.lost(profile, element, "it is no name of a system call");
        }
      }
    }
    FacetState state = profile.state(Facet.SYSCALL);
    if (state != FacetState.STABLE || calls.isEmpty()) {
      draft.refuse(
          profile,
          switch (state) {
                case NONE, STABLE -> "no system calls of it were recorded";
                case LEARNING, UNSTABLE, STALE, TRUNCATED, TAINTED ->
                    "its system calls are " + state.name().toLowerCase(Locale.ROOT);
              }
              + ": a filter made of them would stop the workload");
      return Set.of();
    }
    draft.lostSupport(profile);
    draft.assumeStart(profile);
    draft.facets(profile, EnumSet.of(Facet.SYSCALL), "a seccomp profile");
    for (Element element : profile.elements(Facet.SYSCALL)) {
      if (element.trait() instanceof Trait.Syscall(String name) && START.contains(name)) {
        draft.assume(
            profile.name()
                + " needs "
                + name
                + " itself: runtimes call it before the filter is in force; if the program does"
                + " not, take it out");
      }
    }
    draft.assume(
        "the nodes run runc: the base profile "
            + RUNTIME
            + " of the security-profiles-operator is added ("
            + runtime.size()
            + " calls); crun needs its own");
    draft.assume(
        "nodes have the architecture that was recorded: a profile without one is the node's");
    return calls;
  }

  private void spec(ObjectNode spec, Set<String> calls) {
    spec.put("defaultAction", "SCMP_ACT_ERRNO");
    ArrayNode list = spec.putArray("syscalls");
    allow(list.addObject(), calls);
    Set<String> more = new TreeSet<>(runtime);
    more.removeAll(calls);
    if (!more.isEmpty()) {
      allow(list.addObject(), more);
    }
  }

  private static void allow(ObjectNode node, Collection<String> calls) {
    node.put("action", "SCMP_ACT_ALLOW");
    ArrayNode names = node.putArray("names");
    calls.forEach(names::add);
  }

  /** How many recordings showed each call, where it is known. */
  private static void coverage(Profile profile, ObjectNode annotations) {
    Map<String, Integer> support = new TreeMap<>();
    for (Element element : profile.elements(Facet.SYSCALL)) {
      if (element.trait() instanceof Trait.Syscall(String name) && element.support() > 0) {
        support.put(PolicyDocument.whole(name), element.support());
      }
    }
    if (!support.isEmpty() && !profile.units().isEmpty()) {
      ObjectNode coverage = Draft.object();
      coverage.put("version", "v1");
      coverage.put("total", profile.units().size());
      ObjectNode calls = coverage.putObject("syscalls");
      support.forEach(calls::put);
      annotations.put(
          "spo.x-k8s.io/syscall-coverage", JsonMapper.shared().writeValueAsString(coverage));
    }
  }

  private static Set<String> runtime() {
    try (InputStream in =
            Objects.requireNonNull(
                SeccompProfiles.class.getResourceAsStream("runc.syscalls"), "runc.syscalls");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new TreeSet<>(lines.lines().filter(l -> !l.startsWith("#")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
