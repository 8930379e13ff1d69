package salvor.report.policy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Wildcards;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Programs, files, capabilities and system calls of one baseline, as Kubescape lists them. */
final class KubescapeProcess {
  private final Profile profile;
  private final Draft draft;
  private final ObjectNode container;
  private final Set<Exec> execs = new LinkedHashSet<>();
  private final Map<String, Set<String>> opens = new LinkedHashMap<>();
  private final Set<String> capabilities = new LinkedHashSet<>();
  private final Set<String> syscalls = new LinkedHashSet<>();

  private record Exec(String path, @Nullable List<String> args) {}

  KubescapeProcess(Profile profile, Draft draft, ObjectNode container) {
    this.profile = profile;
    this.draft = draft;
    this.container = container;
  }

  void write() {
    for (Element element : profile.elements()) {
      switch (element.trait()) {
        case Trait.Exec exec -> exec(element, exec);
        case Trait.File file -> open(element, file);
        case Trait.Capability(String name) ->
            capabilities.add(name.startsWith("CAP_") ? name.substring(4) : name);
        case Trait.Syscall(String name) -> syscalls.add(name);
        case Trait.Network _, Trait.Lookup _, Trait.ApiCall _ -> {}
      }
    }
    texts("capabilities", capabilities);
    ArrayNode programs = container.putArray("execs");
    for (Exec exec : execs) {
      ObjectNode node = programs.addObject();
      node.put("path", PolicyDocument.whole(exec.path()));
      if (exec.args() != null) {
        ArrayNode args = node.putArray("args");
        exec.args().forEach(a -> args.add(PolicyDocument.whole(a)));
      }
    }
    ArrayNode files = container.putArray("opens");
    opens.forEach((path, flags) -> {
      ObjectNode node = files.addObject();
      node.put("path", PolicyDocument.whole(path));
      ArrayNode all = node.putArray("flags");
      flags.forEach(all::add);
    });
    texts("syscalls", syscalls);
  }

  private void texts(String field, Set<String> values) {
    ArrayNode array = container.putArray(field);
    values.forEach(v -> array.add(PolicyDocument.whole(v)));
  }

  private void exec(Element element, Trait.Exec exec) {
    String path = path(element, exec.executable());
    if (path == null) {
      return;
    }
    if (exec.args() == null && exec.shape() != null) {
      draft.lost(profile, element, "the shape of arguments: any arguments are allowed there");
    }
    if (exec.applet() != null) {
      draft.lost(profile, element, "which of its names the program is started as: any is allowed");
    }
    if (exec.parent() != null) {
      draft.lost(profile, element, "which program starts it: any may");
    }
    if (exec.inInitTree() != null) {
      draft.lost(profile, element, "whether it descends from the container's first process");
    }
    execs.add(new Exec(path, exec.args()));
  }

  private void open(Element element, Trait.File file) {
    if (file.access() == Trait.File.Access.DELETE) {
      draft.lost(profile, element, "files that are deleted");
      return;
    }
    String path = path(element, file.path());
    if (path == null) {
      return;
    }
    if (file.program() != null) {
      draft.lost(profile, element, "which program uses the file: any may");
    }
    opens
        .computeIfAbsent(path, p -> new TreeSet<>())
        .add(file.access() == Trait.File.Access.READ ? "O_RDONLY" : "O_WRONLY");
  }

  /** A path with Kubescape's wildcards; null when there is none. */
  private @Nullable String path(Element element, String path) {
    if (path.contains("**") || path.isEmpty()) {
      draft.lost(
          profile, element, "a path with two stars in a row, or none, matches nothing there");
      return null;
    }
    String wild = WildPaths.wild(path);
    if (!wild.equals(path)) {
      draft.lost(
          profile,
          element,
          "a name that differs in each pod or process: any one name ("
              + Wildcards.ONE
              + ") is allowed");
    }
    return wild;
  }
}
