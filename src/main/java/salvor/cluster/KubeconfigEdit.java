package salvor.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.Node;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes new tokens into the kubeconfig of a user, as kubectl does, and changes no other byte of
 * it. Nobody else writes meanwhile: the file that locks it is that of client-go (the same name and
 * {@code .lock}).
 */
public final class KubeconfigEdit implements AutoCloseable {
  private static final long PAUSE = 50_000_000;
  private final Path file;
  private final Path real;
  private final Path lock;
  private final Path fresh;

  private KubeconfigEdit(Path file, Path real, Path lock, Path fresh) {
    this.file = file;
    this.real = real;
    this.lock = lock;
    this.fresh = fresh;
  }

  /** Another holds the lock, or died with it. */
  public static final class Locked extends IOException {
    private static final long serialVersionUID = 1L;

    Locked(Path lock) {
      super(lock.toString());
    }
  }

  /**
   * Locks a kubeconfig; what is read through this is as it is now.
   *
   * @param limit how long is waited for others
   * @throws IOException when it cannot be written: known before a token is used up
   */
  public static KubeconfigEdit of(Path file, Duration limit) throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    take(lock, limit);
    try {
      Path real = file.toRealPath(); // behind a link the file is replaced, not the link
      if (!Files.isWritable(real)) {
        throw new IOException("it is read-only: " + real);
      }
      Path folder = Objects.requireNonNull(real.getParent());
      // only its owner may read it, until it has the rights of the old one
      return new KubeconfigEdit(file, real, lock, Files.createTempFile(folder, ".config", ".new"));
    } catch (IOException cause) {
      Files.deleteIfExists(lock);
      throw cause;
    }
  }

  private static void take(Path lock, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        Files.createFile(lock);
        return;
      } catch (FileAlreadyExistsException held) {
        if (System.nanoTime() - end > 0) {
          throw new Locked(lock);
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /** The OpenID Connect section of a user as the file has it now. */
  public Optional<Credentials.Oidc> oidc(String user) throws IOException {
    return oidc(read(text()), user);
  }

  private static Optional<Credentials.Oidc> oidc(KubeconfigFile read, String user) {
    return credentials(read).getOrDefault(user, List.of()).stream()
        .filter(Credentials.Oidc.class::isInstance)
        .map(Credentials.Oidc.class::cast)
        .findFirst();
  }

  private static Map<String, List<Credentials>> credentials(KubeconfigFile read) {
    Map<String, List<Credentials>> all = new HashMap<>();
    read.users().forEach((name, node) -> all.put(name, KubeconfigUsers.credentials(name, node)));
    return all;
  }

  private KubeconfigFile read(String text) {
    return KubeconfigFile.of(file, text);
  }

  private String text() throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes())).toString();
  }

  private byte[] bytes() throws IOException {
    if (Files.size(real) > KubeconfigFile.MOST_BYTES) {
      throw new NoSuchFileException("it is no kubeconfig any more: " + real);
    }
    return Files.readAllBytes(real);
  }

  /**
   * Whether new tokens can be written into it.
   *
   * @throws IOException when its form does not allow it
   */
  public void check(String user) throws IOException {
    edited(text(), user, "checked", "checked");
  }

  /** Replaces the file by one that has these tokens. */
  public void write(String user, String idToken, String refreshToken) throws IOException {
    byte[] bytes = edited(text(), user, idToken, refreshToken).getBytes(StandardCharsets.UTF_8);
    try (FileChannel to = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        to.write(left);
      }
      to.force(true);
    }
    sameRights();
    Files.move(fresh, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private void sameRights() throws IOException {
    PosixFileAttributeView to = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    PosixFileAttributeView from = Files.getFileAttributeView(real, PosixFileAttributeView.class);
    if (to == null || from == null) {
      return; // no such rights here: those of the folder count
    }
    PosixFileAttributes due = from.readAttributes();
    if (!to.readAttributes().group().equals(due.group())) {
      to.setGroup(due.group());
    }
    if (!to.readAttributes().owner().equals(due.owner())) {
      to.setOwner(due.owner());
    }
    to.setPermissions(due.permissions());
  }

  private record Change(int from, int to, String text) {}

  /**
   * The text with other tokens. Where they stand is told by the YAML's marks, and what came out is
   * read again: an anchor that others share, or a form that is not known here, is refused.
   */
  private String edited(String text, String user, String idToken, String refreshToken)
      throws IOException {
    KubeconfigFile before = read(text);
    KubeconfigNode of = before.users().get(user);
    Credentials.Oidc was = oidc(before, user).orElse(null);
    if (of == null || was == null) {
      throw new IOException("there is no such user any more: " + user);
    }
    KubeconfigNode config = of.at("auth-provider").at("config");
    List<Change> changes = new ArrayList<>();
    if (!was.refreshToken().equals(refreshToken)) {
      changes.add(replaced(text, config.at("refresh-token").node(), refreshToken));
    }
    Node old = config.at("id-token").node();
    changes.add(old == null ? added(text, config.node(), idToken) : replaced(text, old, idToken));
    changes.sort((one, other) -> Integer.compare(other.from(), one.from()));
    StringBuilder all = new StringBuilder(text);
    changes.forEach(change -> all.replace(change.from(), change.to(), change.text()));
    Map<String, List<Credentials>> due = credentials(before);
    due.computeIfPresent(
        user,
        (_, list) ->
            list.stream()
                .map(each -> each.equals(was) ? was.with(idToken, refreshToken) : each)
                .toList());
    KubeconfigFile after = read(all.toString());
    if (!credentials(after).equals(due)
        || !after.problems().equals(before.problems())
        || !after.contexts().keySet().equals(before.contexts().keySet())
        || !after.clusters().keySet().equals(before.clusters().keySet())) {
      throw new IOException("its tokens are written in a form that cannot be changed here");
    }
    return all.toString();
  }

  private static Change replaced(String text, @Nullable Node node, String by) throws IOException {
    int from = at(text, node == null ? Optional.empty() : node.getStartMark());
    int to = at(text, node == null ? Optional.empty() : node.getEndMark());
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--; // a block ends where the next line begins
    }
    return new Change(from, to, (from == to ? " " : "") + quoted(by));
  }

  /** As the first entry of a mapping. */
  private static Change added(String text, @Nullable Node mapping, String idToken)
      throws IOException {
    if (!(mapping instanceof CollectionNode<?> entries)) {
      throw new IOException("it has no config");
    }
    String entry = "id-token: " + quoted(idToken);
    int at = at(text, mapping.getStartMark());
    return entries.getFlowStyle() == FlowStyle.FLOW
        ? new Change(at + 1, at + 1, entry + ", ")
        : new Change(
            at,
            at,
            entry + "\n" + " ".repeat(mapping.getStartMark().map(Mark::getColumn).orElse(0)));
  }

  private static int at(String text, Optional<Mark> mark) throws IOException {
    return text.offsetByCodePoints(
        0, mark.orElseThrow(() -> new IOException("it has no token")).getIndex());
  }

  /** What JSON writes is YAML, and never a number. */
  private static String quoted(String value) {
    return JsonNodeFactory.instance.stringNode(value).toString();
  }

  /** Lets others write again. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(fresh);
    Files.deleteIfExists(lock);
  }
}
