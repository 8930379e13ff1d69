package salvor.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What may be done to log in, by {@link LogIn#fingerprint}.
 *
 * @param now confirmed in this session, after having been shown
 * @param remembered confirmed before; says nothing about files in evidence
 */
public record Confirmed(Set<String> now, Set<String> remembered) {
  /** Nothing is confirmed. */
  public static final Confirmed NOTHING = new Confirmed(Set.of(), Set.of());

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final long MOST_BYTES = 1 << 20;

  /** Copies the sets. */
  public Confirmed {
    now = Set.copyOf(now);
    remembered = Set.copyOf(remembered);
  }

  /** Whether it may be done. */
  public boolean allows(LogIn act, KubeContext.Origin origin) {
    String fingerprint = act.fingerprint();
    return now.contains(fingerprint)
        || (origin == KubeContext.Origin.USER && remembered.contains(fingerprint));
  }

  /** With one more that was shown and confirmed. */
  public Confirmed and(LogIn act) {
    Set<String> more = new TreeSet<>(now);
    more.add(act.fingerprint());
    return new Confirmed(more, remembered);
  }

  /** The user's list: below {@code $XDG_CONFIG_HOME} or {@code ~/.config}. */
  public static Path ofUser() {
    String home = System.getenv("XDG_CONFIG_HOME");
    Path config =
        home != null && Path.of(home).isAbsolute()
            ? Path.of(home)
            : Path.of(System.getProperty("user.home", "."), ".config");
    return config.resolve("salvor").resolve("confirmed-plugins");
  }

  /** What the list remembers; nothing when it is not there or damaged: then they ask again. */
  public static Confirmed remembered(Path list) {
    try {
      if (!Files.isRegularFile(list) || Files.size(list) > MOST_BYTES) {
        return NOTHING;
      }
      Set<String> lines = new TreeSet<>();
      Files.readString(list).lines().filter(FINGERPRINT.asMatchPredicate()).forEach(lines::add);
      return new Confirmed(Set.of(), lines);
    } catch (IOException damaged) {
      return NOTHING;
    }
  }

  /** Writes one into the list of those confirmed. */
  public static void remember(Path list, LogIn act) throws IOException {
    Set<String> all = new TreeSet<>(remembered(list).remembered());
    all.add(act.fingerprint());
    Files.createDirectories(list.toAbsolutePath().getParent());
    Path fresh = Files.createTempFile(list.toAbsolutePath().getParent(), "confirmed", ".new");
    Files.write(fresh, all);
    Files.move(fresh, list, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
