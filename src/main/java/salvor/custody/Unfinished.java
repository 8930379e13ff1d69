package salvor.custody;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that was announced and is not written down yet: a file in {@code custody.pending},
 * locked while the program that does it lives. A file that nobody locks was left by one that was
 * killed.
 */
final class Unfinished {
  private static final String FOLDER = "custody.pending";
  private static final String ENDING = ".json";
  private static final int LONGEST = 1 << 20;
  private static final long BEHIND = 1L << 40; // where locks are mandatory, others can still read

  /** An announcement that is empty for longer will be none: nothing was begun. */
  private static final Duration ANNOUNCING = Duration.ofMinutes(1);

  /** Those of this program: to open one of them and close it would give its lock free. */
  private static final Map<Path, String> OWN = new ConcurrentHashMap<>(); // with their verbs

  private final Path file;
  private final FileChannel lock;

  /** As it is kept. */
  record Kept(CustodyEntry entry, @Nullable String made, String since) {}

  private Unfinished(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Announces it; that is durable when this returns. */
  static Unfinished announce(Path folder, CustodyEntry planned, @Nullable Path made, Instant now)
      throws IOException {
    Path pending = folder.resolve(FOLDER);
    if (Files.isSymbolicLink(pending)) {
      throw new IOException(pending + " is a link, and nothing is written through it; remove it");
    }
    Path file = Files.createDirectories(pending).resolve(planned.evidenceId() + ENDING);
    OWN.put(file, planned.request().getOrDefault("verb", ""));
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    if (channel.lock(BEHIND, 1, false).isValid()) {
      Kept kept =
          new Kept(
              planned,
              made == null ? null : made.toAbsolutePath().normalize().toString(),
              now.toString());
      ByteBuffer bytes = ByteBuffer.wrap(JsonMapper.shared().writeValueAsBytes(kept));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
      Durable.name(file);
    }
    return new Unfinished(file, channel);
  }

  /** It has ended; without a record, what was announced stays. */
  void end(boolean written) throws IOException {
    try (lock) {
      if (written) {
        Files.deleteIfExists(file);
      }
    } finally {
      OWN.remove(file);
    }
  }

  /** Writes down what is left of programs that were killed; gives how much it was. */
  static int repair(Path folder, CaseLedger ledger) throws IOException {
    int repaired = 0;
    for (Path file : announced(folder)) {
      repaired += !OWN.containsKey(file) && tell(file, ledger) ? 1 : 0;
    }
    return repaired;
  }

  private static List<Path> announced(Path folder) throws IOException {
    Path pending = folder.resolve(FOLDER);
    if (!Files.isDirectory(pending, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(pending)) {
      return all.filter(file -> file.toString().endsWith(ENDING))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /** Whether something with this verb is under way there, in this program or another. */
  static boolean isUnderWay(Path folder, String verb) throws IOException {
    return announced(folder).stream().anyMatch(file -> isUnderWay(file, verb::equals));
  }

  /** Whether a file announces something that is under way, in this program or another. */
  static boolean isOne(Path file) {
    return file.getParent() != null
        && file.getParent().endsWith(FOLDER)
        && isUnderWay(file, _ -> true);
  }

  private static boolean isUnderWay(Path file, Predicate<String> verb) {
    String own = OWN.get(file);
    return own != null ? verb.test(own) : isOfOther(file, verb);
  }

  private static boolean isOfOther(Path file, Predicate<String> verb) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.tryLock(BEHIND, 1, false) != null) {
        return false; // its program was ended
      }
      Kept kept = kept(channel);
      return kept != null && verb.test(kept.entry().request().getOrDefault("verb", ""));
    } catch (IOException | OverlappingFileLockException _) {
      return false; // it has just ended
    }
  }

  private static boolean tell(Path file, CaseLedger ledger) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.tryLock(BEHIND, 1, false) == null) {
        return false; // somebody is at it
      } else if (channel.size() == 0) { // it is about to be announced, or that was the end
        Instant made = Files.getLastModifiedTime(file).toInstant();
        if (made.isBefore(Instant.now().minus(ANNOUNCING))) {
          Files.deleteIfExists(file);
        }
        return false;
      }
      Kept kept = kept(channel);
      CustodyEntry entry =
          kept == null
              ? ledger
                  .entry(Deed.NOTE, null)
                  .saying("What was under way when a program ended cannot be read: " + file)
              : ledger.interrupted(kept.entry(), kept.made() == null ? null : Path.of(kept.made()));
      boolean told = kept != null && isWritten(kept.entry().evidenceId(), ledger);
      if (!told) {
        ledger.write(entry);
      }
      Files.deleteIfExists(file);
      return !told;
    } catch (NoSuchFileException _) {
      return false; // it was listed, and has just ended
    } catch (OverlappingFileLockException _) {
      return false; // another thread is at it
    }
  }

  private static @Nullable Kept kept(FileChannel channel) throws IOException {
    try {
      byte[] bytes = Channels.newInputStream(channel).readNBytes(LONGEST);
      Kept kept = JsonMapper.shared().readValue(bytes, Kept.class);
      boolean sound =
          kept != null
              && kept.entry() != null
              && kept.entry().event() != null
              && kept.entry().actor() != null
              && kept.entry().evidenceId() != null;
      return sound ? kept : null;
    } catch (JacksonException | IllegalArgumentException _) {
      return null; // is told
    }
  }

  private static boolean isWritten(String evidenceId, CaseLedger ledger) throws IOException {
    boolean[] found = {false};
    ledger.check(record -> {
      boolean same = record.path("evidenceId").asString("").equals(evidenceId);
      found[0] |= same && !record.path("event").asString("").equals("planned");
    });
    return found[0];
  }
}
