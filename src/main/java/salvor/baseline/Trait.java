package salvor.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a workload is known to do. Paths and names are in canonical form, see {@link
 * Canonicaliser}.
 */
public sealed interface Trait {
  /**
   * A program is started.
   *
   * @param executable its path; wildcards as in {@link Wildcards#path}
   * @param applet what a program of many names (busybox) is started as; null when it has one name
   * @param parent the parent's path, or {@link Program#RUNTIME}; null when any
   * @param shape the shape of its arguments, see {@link ArgumentShape}; null when any
   * @param args the arguments one by one with wildcards as in {@link Wildcards#arguments}; null
   *     where only the shape is known
   * @param inInitTree whether it descends from the container's first process; null when not known
   */
  record Exec(
      String executable,
      @Nullable String applet,
      @Nullable String parent,
      @Nullable String shape,
      @Nullable List<String> args,
      @Nullable Boolean inInitTree)
      implements Trait {
    /** Stands for the container runtime as a parent. */
    public static final String RUNTIME = Program.RUNTIME;

    public Exec {
      args = args == null ? null : List.copyOf(args);
    }
  }

  /**
   * A file is used.
   *
   * @param path wildcards as in {@link Wildcards#path}
   * @param program who does it; null when any
   */
  record File(String path, Access access, @Nullable String program) implements Trait {
    /** What is done to the file. */
    public enum Access {
      READ,
      WRITE,
      DELETE
    }
  }

  /**
   * Somebody is talked to.
   *
   * @param port the port served: the peer's for {@link Direction#OUT}, the own for the others; 0
   *     when any
   * @param protocol in lower case; null when any
   * @param program who does it; null when any
   */
  record Network(
      Direction direction, Peer peer, int port, @Nullable String protocol, @Nullable String program)
      implements Trait {
    /** Who opens the connection. */
    public enum Direction {
      OUT,
      IN,
      LISTEN
    }
  }

  /**
   * A name is looked up.
   *
   * @param pattern wildcards as in {@link Wildcards#name}
   */
  record Lookup(String pattern) implements Trait {}

  /** A capability is used; with its {@code CAP_} prefix. */
  record Capability(String name) implements Trait {}

  /** A system call is made. */
  record Syscall(String name) implements Trait {}

  /** The Kubernetes API is called. */
  record ApiCall(String verb, String resource, @Nullable String subresource) implements Trait {}

  /** The facet that this belongs to. */
  default Facet facet() {
    return switch (this) {
      case Exec _ -> Facet.EXEC;
      case File(String path, File.Access access, _) ->
          access != File.Access.READ
              ? Facet.FILE_WRITE
              : Sensitive.path(path) ? Facet.SENSITIVE_READ : Facet.FILE_READ;
      case Network _ -> Facet.NETWORK;
      case Lookup _ -> Facet.DNS;
      case Capability _ -> Facet.CAPABILITY;
      case Syscall _ -> Facet.SYSCALL;
      case ApiCall _ -> Facet.API;
    };
  }

  /** Whether it names one act, so that nothing matches it by a wildcard alone. */
  default boolean isSpecific() {
    return switch (this) {
      case Exec e ->
          isSpecific(e.executable())
              && (e.shape() != null
                  || (e.args() != null && e.args().stream().allMatch(Trait::isSpecific)));
      case File(String path, _, _) -> isSpecific(path);
      case Network n -> n.port() != 0 && !n.peer().equals(new Peer.Address("*"));
      case Lookup _, Capability _, Syscall _, ApiCall _ -> true;
    };
  }

  private static boolean isSpecific(String pattern) {
    return !pattern.contains(Wildcards.ONE) && pattern.indexOf('*') < 0;
  }

  /** The trait in one line, in the baseline's words. */
  default String text() {
    return switch (this) {
      case Exec e -> exec(e);
      case File(String path, File.Access access, String program) ->
          access.name().toLowerCase(java.util.Locale.ROOT) + " " + path + by(program);
      case Network n ->
          n.direction().name().toLowerCase(java.util.Locale.ROOT)
              + " "
              + n.peer().text()
              + " "
              + (n.protocol() == null ? "" : n.protocol() + "/")
              + (n.port() == 0 ? "any port" : n.port())
              + by(n.program());
      case Lookup(String pattern) -> pattern;
      case Capability(String name) -> name;
      case Syscall(String name) -> name;
      case ApiCall(String verb, String resource, String subresource) ->
          verb + " " + resource + (subresource == null ? "" : "/" + subresource);
    };
  }

  private static String exec(Exec e) {
    String arguments =
        e.args() != null
            ? " " + String.join(" ", e.args())
            : e.shape() == null ? "" : " " + e.shape();
    return (e.parent() == null ? "" : e.parent() + " -> ")
        + e.executable()
        + (e.applet() == null ? "" : " as " + e.applet())
        + arguments;
  }

  private static String by(@Nullable String program) {
    return program == null ? "" : " by " + program;
  }
}
